package io.refcache.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.refcache.task.CapturedContext;
import io.refcache.task.ContextCapture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our scopes do what those of context propagation do that clear what is missing.
 */
class SnapshotComparisonTests {

	private static final List<String> NAMES = List.of("caller", "worker", "body");

	private final ContextRegistry registry = new ContextRegistry();

	private final ContextCapture ours = new AccessorCapture(this.registry, List::of, List::of);

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
		.contextRegistry(this.registry)
		.clearMissing(true)
		.build();

	@ParameterizedTest(name = "set by: {0}")
	@MethodSource("setters")
	void accessorIsCalledInTheSameWay(List<Integer> setters) {
		PlainAccessor forUs = new PlainAccessor("tenant");
		this.registry.registerThreadLocalAccessor(forUs);
		observe(this.ours, forUs, NAMES, setters);
		PlainAccessor forThem = new PlainAccessor("tenant");
		this.registry.registerThreadLocalAccessor(forThem);
		observe(this::theirs, forThem, NAMES, setters);
		assertThat(forUs.calls()).isEqualTo(forThem.calls()).contains("restore" + onWorker(setters));
	}

	@ParameterizedTest(name = "{0} set by: {2}")
	@MethodSource("kinds")
	<V> void threadsSeeTheSame(ThreadLocalAccessor<V> accessor, List<V> values, List<Integer> setters) {
		this.registry.registerThreadLocalAccessor(accessor);
		assertThat(observe(this.ours, accessor, values, setters))
			.isEqualTo(observe(this::theirs, accessor, values, setters));
	}

	static Stream<List<Integer>> setters() {
		return Stream.of(List.of(), List.of(0), List.of(1), List.of(2), List.of(0, 1), List.of(0, 2), List.of(1, 2),
				List.of(0, 1, 2));
	}

	static Stream<Arguments> kinds() {
		List<?> contexts = NAMES.stream()
			.map((name) -> new SecurityContextImpl(new TestingAuthenticationToken(name, "")))
			.toList();
		List<?> locales = Stream.of("de", "fr", "it")
			.map((language) -> new SimpleLocaleContext(new Locale.Builder().setLanguage(language).build()))
			.toList();
		List<?> entries = List.of(Map.of("a", "1", "b", "2"), Map.of("a", "3"), Map.of("c", "4"));
		return Stream
			.of(Stream.of(new SecurityContextAccessor(), contexts), Stream.of(new LocaleAccessor(), locales),
					Stream.of(new MdcAccessor(null), entries),
					Stream.of(new MdcAccessor(List.of("a")), List.of(Map.of("a", "1"), Map.of("a", "2"), Map.of())),
					Stream.of(new ObservationThreadLocalAccessor(), observations()))
			.map(Stream::toList)
			.flatMap((kind) -> setters().map((each) -> Arguments.of(kind.get(0), kind.get(1), each)))
			.filter((each) -> !leavesAnObservation(each.get()));
	}

	/** The library asserts that a body closes its scopes. */
	private static boolean leavesAnObservation(Object... arguments) {
		return arguments[0] instanceof ObservationThreadLocalAccessor && ((List<?>) arguments[2]).contains(2);
	}

	private static List<Observation> observations() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		return NAMES.stream().map((name) -> Observation.start(name, registry)).toList();
	}

	private CapturedContext theirs() {
		ContextSnapshot snapshot = this.snapshots.captureAll();
		return () -> {
			ContextSnapshot.Scope scope = snapshot.setThreadLocals();
			return scope::close;
		};
	}

	/**
	 * What is on the worker's thread when the body starts, when it ends, and after it.
	 */
	private static <V> List<String> observe(ContextCapture capture, ThreadLocalAccessor<V> accessor, List<V> values,
			List<Integer> setters) {
		List<String> seen = new ArrayList<>();
		try (Worker caller = new Worker(); Worker worker = new Worker()) {
			CapturedContext context = caller.call(() -> {
				set(accessor, values, setters, 0);
				return capture.capture();
			});
			worker.run(() -> set(accessor, values, setters, 1));
			worker.call(context, () -> {
				seen.add(current(accessor));
				set(accessor, values, setters, 2);
				return seen.add(current(accessor));
			});
			seen.add(worker.call(() -> current(accessor)));
			seen.add(caller.call(() -> current(accessor)));
		}
		return seen;
	}

	private static <V> void set(ThreadLocalAccessor<V> accessor, List<V> values, List<Integer> setters, int who) {
		if (setters.contains(who)) {
			accessor.setValue(values.get(who));
		}
	}

	private static String current(ThreadLocalAccessor<?> accessor) {
		Object value = accessor.getValue();
		return (value instanceof Observation observation) ? observation.getContext().getName() : String.valueOf(value);
	}

	private static String onWorker(List<Integer> setters) {
		return setters.contains(1) ? "[worker]" : "[]";
	}

}
