package io.refcache.aop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.refcache.Actor;
import io.refcache.CacheResponse;
import io.refcache.CallOptions;
import io.refcache.CircularReferenceException;
import io.refcache.EntryOptions;
import io.refcache.InvalidReferenceException;
import io.refcache.Ref;
import io.refcache.RefCache;
import io.refcache.RefCacheException;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.RefWaitInterruptedException;
import io.refcache.ReferenceTypeException;
import io.refcache.ResolveRefs;
import io.refcache.access.ActorResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.framework.Advised;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a body gets for the references that its method is called with.
 */
class ReferenceParameterTests {

	private static final AtomicReference<Actor> CALLER = new AtomicReference<>();

	private static final String FOREIGN = "sha256:deadbeef";

	private static AnnotationConfigApplicationContext context;

	private static Methods methods;

	private static RefCache cache;

	@BeforeAll
	static void start() {
		context = TestContexts.start(Beans.class, "refcache.name=test",
				"refcache.policies.hidden.user-permissions=execute",
				"refcache.policies.blind.user-permissions=write,update,execute",
				"refcache.policies.closed.agent-permissions=", "refcache.policies.closed.user-permissions=");
		methods = context.getBean(Methods.class);
		cache = context.getBean(RefCache.class);
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@AfterEach
	void forgetCaller() {
		CALLER.set(null);
	}

	@Test
	void valueAndReferenceMeet() {
		int run = methods.count(Ref.of(List.of(1, 2)));

		assertThat(methods.count(Ref.to(ref(List.of(1, 2))))).isEqualTo(run);
		assertThat(methods.count(Ref.of(new ArrayList<>(List.of(1, 2))))).isEqualTo(run);
		assertThat(methods.count(Ref.of(List.of(1)))).isNotEqualTo(run);
	}

	@Test
	void arraysBehindReferencesMeet() {
		assertThat(methods.bytes(Ref.to(ref(new byte[] { 1 })))).isEqualTo(methods.bytes(Ref.of(new byte[] { 1 })))
			.isNotEqualTo(methods.bytes(Ref.of(new byte[] { 2 })));
	}

	@Test
	void bodyGetsValuesOnly() {
		assertThat(methods.echo(Ref.to(ref("value")))).isEqualTo("value null");
		assertThat(methods.echo(Ref.of("value"))).isEqualTo("value null");
		assertThat(methods.echo(Ref.of(null))).isEqualTo("null null");
		assertThat(methods.echo(Ref.to(ref(null)))).isEqualTo("null null");
	}

	@Test
	void referencesAreReplacedWhereverTheyMayStand() {
		Ref<String> ref = Ref.to(ref("a"));
		Ref<String> value = Ref.of("b");

		assertThat(methods.nested(new Box("box", ref, List.of(value)), List.of(ref, value), Map.of("key", ref),
				array(ref), Optional.of(ref), List.of(Map.of("k", List.of(ref)))))
			.isEqualTo("a b | a b | a | a | a | a");
	}

	@Test
	void sameReferenceMayStandInSeveralPlaces() {
		Ref<String> ref = Ref.to(ref("a"));

		assertThat(methods.list(List.of(ref, ref))).isEqualTo("a a");
	}

	@Test
	void resolvedValuesAreSearchedAgain() {
		String inner = ref("inner");

		assertThat(methods.list(List.of(Ref.to(ref(inner))))).as("not for references in texts").isEqualTo(inner);
		assertThat(methods.marked(ref(Map.of("key", List.of(inner))))).isEqualTo("{key=[inner]}");
	}

	@Test
	void valueOfAnotherTypeIsRefusedByClassName() {
		String refId = ref("secret");

		assertThatExceptionOfType(ReferenceTypeException.class).isThrownBy(() -> methods.count(Ref.to(refId)))
			.withMessage("Reference '%s' holds a java.lang.String where a java.util.List is declared", refId);
		String list = ref(List.of("secret"));
		assertThatExceptionOfType(ReferenceTypeException.class).isThrownBy(() -> methods.count(Ref.to(list)))
			.withMessage("Reference '%s' holds a java.lang.String where a java.lang.Integer is declared", list);
	}

	@Test
	void unknownForeignAndForbiddenReferencesAreOneAnswer() {
		CALLER.set(Actor.user("bob"));
		String unknown = "test:0123456789abcdef0123456789abcdef";
		String closed = cache.as(Actor.SYSTEM)
			.set("closed", "secret", EntryOptions.DEFAULTS.withPolicy("closed"))
			.refId();
		for (String refId : List.of(unknown, closed, FOREIGN)) {
			assertThatExceptionOfType(InvalidReferenceException.class).isThrownBy(() -> methods.echo(Ref.to(refId)))
				.withMessage("Invalid or inaccessible reference: " + refId);
		}
		CALLER.set(null);
		assertThat(methods.echo(Ref.to(closed))).as("the application's own code").isEqualTo("secret null");
	}

	@Test
	void whatMayBeExecutedOnlyMayBePassed() {
		String hidden = cache.set("hidden", "value", EntryOptions.DEFAULTS.withPolicy("hidden")).refId();
		CALLER.set(Actor.user("bob"));

		assertThat(methods.echo(Ref.to(hidden))).isEqualTo("value null");
	}

	@Test
	void markedTextsAreReplaced() {
		assertThat(methods.marked(ref("value"))).isEqualTo("value");
		assertThat(methods.marked(List.of(ref(1), FOREIGN, "text"))).isEqualTo("[1, sha256:deadbeef, text]");
		assertThat(methods.marked(new Object[] { ref(1) })).isEqualTo("[1]");
		assertThat(methods.marked(Optional.of(ref(1)))).isEqualTo("Optional[1]");
		assertThat(methods.marked(new Line(ref("text"), ref(1)))).isEqualTo("Line[text=text, any=1]");
		String key = ref("value");
		assertThat(methods.marked(Map.of(key, key))).as("keys stay").isEqualTo("{" + key + "=value}");
		assertThatExceptionOfType(InvalidReferenceException.class)
			.isThrownBy(() -> methods.marked("test:0123456789abcdef0123456789abcdef"));
	}

	@Test
	void textIsReplacedByTextOnly() {
		String number = ref(1);

		assertThat(methods.text(ref("value"))).isEqualTo("value");
		assertThat(methods.text(number)).isEqualTo(number);
		assertThat(methods.marked(new Line(number, number))).isEqualTo("Line[text=%s, any=1]".formatted(number));
		assertThat(methods.marked(new String[] { number })).isEqualTo("[%s]".formatted(number));
	}

	@Test
	void unmarkedTextsOfUsersStay() {
		String refId = ref("value");
		CALLER.set(Actor.user("bob"));

		assertThat(methods.plain(refId)).isEqualTo(refId);
		assertThat(methods.always(refId)).isEqualTo("value");
		assertThat(methods.never(refId)).isEqualTo(refId);
	}

	@Test
	void textsOfAgentsAreReplaced() {
		String refId = ref("value");
		CALLER.set(Actor.agent("robot"));

		assertThat(methods.plain(refId)).isEqualTo("value");
		assertThat(methods.plain(FOREIGN)).isEqualTo(FOREIGN);
		assertThat(methods.never(refId)).isEqualTo(refId);
		assertThat(methods.calls(refId)).as("texts within a computation").isEqualTo("plain " + refId);
	}

	@Test
	void circlesAreShown() {
		String[] ids = circle(cache, EntryOptions.DEFAULTS);

		assertThatExceptionOfType(CircularReferenceException.class).isThrownBy(() -> methods.marked(ids[0]))
			.satisfies((ex) -> assertThat(ex.getChain()).containsExactly(ids[0], ids[1], ids[0]));
	}

	@Test
	void circleOfWhatMayNotBeReadIsNotShown() {
		CALLER.set(Actor.user("bob"));
		String[] ids = circle(cache, EntryOptions.DEFAULTS.withPolicy("blind"));

		assertThatExceptionOfType(CircularReferenceException.class).isThrownBy(() -> methods.marked(ids[0]))
			.satisfies((ex) -> assertThat(ex.getChain()).containsExactly(ids[0], "..."));
	}

	@Test
	void innerReferenceIsNotNamedInRefusals() {
		String closed = cache.set("closed", "secret", EntryOptions.DEFAULTS.withPolicy("closed")).refId();
		CALLER.set(Actor.user("bob"));
		String outer = cache.set("blind outer", List.of(closed), EntryOptions.DEFAULTS.withPolicy("blind")).refId();

		assertThatExceptionOfType(InvalidReferenceException.class).isThrownBy(() -> methods.marked(outer))
			.withMessage("Invalid or inaccessible reference: " + outer);
	}

	@Test
	void depthIsBounded() {
		Object nested = "value";
		for (int i = 0; i < 1000; i++) {
			nested = List.of(nested);
		}
		Object tooDeep = nested;

		assertThatExceptionOfType(RefCacheException.class).isThrownBy(() -> methods.marked(tooDeep))
			.withMessageContaining("nested more than 100 deep");
	}

	@Test
	void numberOfReferencesIsBounded() {
		String last = ref("value");
		for (int i = 0; i < 20; i++) {
			last = ref(List.of(last, last));
		}
		String many = last;

		assertThatExceptionOfType(RefCacheException.class).isThrownBy(() -> methods.marked(many))
			.withMessageContaining("more than 10000 references");
	}

	@Test
	void valuesOfOthersAreNotSearched() {
		CALLER.set(Actor.user("bob"));
		String inner = cache.set("bob", "bob's").refId();
		CALLER.set(Actor.user("mallory"));
		String texts = cache.set("texts", List.of(inner)).refId();
		String refs = cache.set("refs", List.of(Ref.to(inner))).refId();
		assertThat(methods.marked(texts)).as("written by who calls").isEqualTo("[bob's]");
		CALLER.set(Actor.user("bob"));

		assertThat(methods.marked(texts)).isEqualTo("[" + inner + "]");
		assertThat(methods.marked(refs)).isEqualTo("[Ref to " + inner + "]");
	}

	@Test
	void valueThatOccursOftenIsWalkedAndCopiedOnce() {
		CountedList numbers = new CountedList();
		String refId = ref(numbers);

		assertThat(methods.isOne(Collections.nCopies(5000, refId).stream().map(Ref::<List<Integer>>to).toList()))
			.isTrue();
		assertThat(numbers.walks).hasValueLessThanOrEqualTo(2);
	}

	@Test
	void numberOfElementsIsBounded() {
		String refId = ref(Collections.nCopies(20_000, 1));

		assertThatExceptionOfType(RefCacheException.class)
			.isThrownBy(
					() -> methods.isOne(Collections.nCopies(600, refId).stream().map(Ref::<List<Integer>>to).toList()))
			.withMessageContaining("more than 10000000 elements");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void whatTakesLongToHashCounts(String name, Object value) {
		String refId = ref(value);

		assertThatExceptionOfType(RefCacheException.class)
			.isThrownBy(() -> methods.walked(Collections.nCopies(700, refId)))
			.withMessageContaining("more than 10000000 elements");
	}

	static Stream<Arguments> whatTakesLongToHashCounts() {
		List<Integer> list = Collections.nCopies(20_000, 1);
		BigInteger number = BigInteger.ONE.shiftLeft(8_000_000);
		return Stream.of(Arguments.of("set", Set.of(list)), Arguments.of("keys of a map", Map.of(list, "value")),
				Arguments.of("queue", new ArrayDeque<>(List.of(list))), Arguments.of("primitives", new int[20_000]),
				Arguments.of("long number", number), Arguments.of("long decimal number", new BigDecimal(number)),
				Arguments.of("long number in a record", new Line("text", number)),
				Arguments.of("components", Collections.nCopies(4000, new Wide(1, 2, 3, 4, 5))));
	}

	@Test
	void typesOfGenericRecordsAreKept() {
		assertThat(methods.pairs(Ref.to(ref(List.of(new Pair<>(1, 1), new Pair<>(2, 2)))))).isEqualTo(2);
		String wrong = ref(List.of(new Pair<>(1, 1), new Pair<>("secret", 2)));

		assertThatExceptionOfType(ReferenceTypeException.class).isThrownBy(() -> methods.pairs(Ref.to(wrong)))
			.withMessage("Reference '%s' holds a java.lang.String where a java.lang.Integer is declared", wrong);
	}

	@Test
	void longValuesAreWalkedNoLongerThanTheCallerWaits() {
		List<Wide> wide = Collections.nCopies(20_000, new Wide(1, 2, 3, 4, 5));
		Thread.currentThread().interrupt();

		assertThatExceptionOfType(RefWaitInterruptedException.class).isThrownBy(() -> methods.marked(wide));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void depthIsBoundedWhereverValuesAreKnown() {
		List<String> ids = new ArrayList<>();
		List<String> many = Collections.nCopies(20, "value");
		for (int i = 0; i < 200; i++) {
			List<String> next = new ArrayList<>(many);
			next.addAll(ids.subList(Math.max(0, i - 1), i));
			ids.add(ref(next));
		}

		assertThatExceptionOfType(RefCacheException.class).isThrownBy(() -> methods.marked(ids))
			.withMessageContaining("nested more than 100 deep");
	}

	@Test
	void manyReferencesAreLookedUpNoLongerThanTheCallerWaits() {
		List<String> ids = Collections.nCopies(500, ref("value"));
		Thread.currentThread().interrupt();

		assertThatExceptionOfType(RefWaitInterruptedException.class).isThrownBy(() -> methods.marked(ids));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void suppliedReferencesAreNamedInTheAnswer() {
		String inner = ref("inner");
		String refId = ref(List.of(inner));

		assertThat(((CacheResponse<?>) methods.response(refId, "b")).dependsOn()).containsExactly(refId);
		assertThat(((CacheResponse<?>) methods.response("a", "b")).dependsOn()).isEmpty();
		assertThat(((CacheResponse<?>) methods.response(List.of("inner"), "b")).dependsOn()).isEmpty();
	}

	@Test
	void keyMayBeAnExpressionOfTheValue() {
		int run = methods.keyed(Ref.of("abc"));

		assertThat(methods.keyed(Ref.to(ref("xyz")))).isEqualTo(run);
		assertThat(methods.keyed(Ref.to(ref("abcd")))).isNotEqualTo(run);
	}

	@Test
	void futureGetsTheValue() {
		assertThat(methods.future(Ref.to(ref("value"))).join()).isEqualTo("value");
	}

	@Test
	void unfinishedInputIsWaitedFor() {
		RefResponse<String> slow = cache.call(CallOptions.of("slow").withAsyncTimeout(Duration.ZERO),
				(progress) -> "slow");

		assertThat(methods.echo(Ref.to(Objects.requireNonNull(slow.refId())))).isEqualTo("slow null");
	}

	@Test
	void plainCallTakesValuesOnly() {
		String refId = ref("value");

		assertThat(methods.conditional(Ref.of("value"), false)).isEqualTo("value");
		assertThat(methods.conditional(Ref.to(refId), true)).isEqualTo("value");
		assertThatExceptionOfType(RefCacheException.class).isThrownBy(() -> methods.conditional(Ref.to(refId), false))
			.withMessageContaining(refId);
	}

	@Test
	void withoutRefcacheValuesOnlyAreTaken() {
		TestContexts.runner().withBean(Methods.class).withPropertyValues("refcache.enabled=false").run((context) -> {
			Methods off = context.getBean(Methods.class);
			assertThat(off.echo(Ref.of("value"))).isEqualTo("value null");
			assertThatExceptionOfType(RefCacheException.class).isThrownBy(() -> off.echo(Ref.to(ref("value"))))
				.withMessageContaining("refcache is off");
		});
	}

	@Test
	void nobodyIsAskedWhoCallsWhereNoAgentCanBe() {
		AtomicInteger asked = new AtomicInteger();
		TestContexts.runner()
			.withBean(Methods.class)
			.withBean(ActorResolver.class, () -> new UsersOnly(asked))
			.run((context) -> {
				context.getBean(Methods.class).plain("text");
				int misses = asked.get();
				context.getBean(Methods.class).plain("text");
				assertThat(asked).hasValue(misses);
			});
	}

	@Test
	void textMustLookLikeAReference() {
		assertThatIllegalArgumentException().isThrownBy(() -> Ref.to("reports"));
		assertThatIllegalArgumentException().isThrownBy(() -> Ref.to("reports:00000000\n"));
		assertThatIllegalArgumentException().isThrownBy(() -> Ref.to("reports:" + "0".repeat(300)));
	}

	@Test
	void refShowsNoValue() {
		assertThat(Ref.of("secret")).hasToString("Ref of a value");
		assertThat(Ref.to("reports:00000000")).hasToString("Ref to reports:00000000");
		assertThat(Ref.of(new int[] { 1 })).isEqualTo(Ref.of(new int[] { 1 }))
			.hasSameHashCodeAs(Ref.of(new int[] { 1 }));
		assertThat(Ref.to("reports:00000000")).isEqualTo(Ref.to("reports:00000000"))
			.isNotEqualTo(Ref.to("reports:00000001"))
			.isNotEqualTo(Ref.of(null));
	}

	private static String[] circle(RefCache cache, EntryOptions options) {
		List<Object> first = new ArrayList<>();
		String one = cache.set(options.policy() + " one", first, options).refId();
		String other = cache.set(options.policy() + " other", List.of(one), options).refId();
		first.add(other);
		return new String[] { one, other };
	}

	private static String ref(Object value) {
		return cache.set("key", value).refId();
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Ref<String>[] array(Ref<String> ref) {
		Ref<String>[] refs = new Ref[1];
		refs[0] = ref;
		return refs;
	}

	record Box(String name, Ref<String> one, List<Ref<String>> more) {

		Box {
			Objects.requireNonNull(name);
		}

	}

	private static final class CountedList extends AbstractList<Integer> {

		private final AtomicInteger walks = new AtomicInteger();

		@Override
		public Integer get(int index) {
			if (index == 0) {
				this.walks.incrementAndGet();
			}
			return index;
		}

		@Override
		public int size() {
			return 100;
		}

	}

	record Wide(int a, int b, int c, int d, int e) {

	}

	record Pair<T>(T one, int other) {

	}

	record Line(String text, Object any) {

	}

	private record UsersOnly(AtomicInteger asked) implements ActorResolver {

		@Override
		public Actor resolve() {
			this.asked.incrementAndGet();
			return Actor.user("bob");
		}

		@Override
		public boolean knowsAgents() {
			return false;
		}

	}

	static class Methods {

		private final AtomicInteger runs = new AtomicInteger();

		private Methods self;

		@RefCached
		public int count(Ref<List<Integer>> numbers) {
			int sum = 0;
			for (Integer number : numbers.value()) {
				sum += number;
			}
			return this.runs.incrementAndGet() + sum * 0;
		}

		@RefCached
		public int bytes(Ref<byte[]> bytes) {
			return this.runs.incrementAndGet() + bytes.value().length * 0;
		}

		@RefCached
		public String echo(Ref<String> ref) {
			return ref.value() + " " + ref.refId();
		}

		@RefCached
		public boolean isOne(List<Ref<List<Integer>>> refs) {
			return refs.stream().allMatch((ref) -> ref.value() == refs.get(0).value());
		}

		@RefCached(key = "1")
		public String walked(@ResolveRefs Object any) {
			return "value";
		}

		@RefCached
		public int pairs(Ref<List<Pair<Integer>>> pairs) {
			return pairs.value().size();
		}

		@RefCached
		public String list(List<Ref<String>> refs) {
			return String.join(" ", refs.stream().map(Ref::value).toList());
		}

		@RefCached
		public String nested(Box box, List<Ref<String>> list, Map<String, Ref<String>> map, Ref<String>[] array,
				Optional<Ref<String>> optional, List<Map<String, List<Ref<String>>>> deep) {
			return box.one().value() + " " + box.more().get(0).value() + " | " + list(list) + " | "
					+ map.get("key").value() + " | " + array[0].value() + " | " + optional.get().value() + " | "
					+ deep.get(0).get("k").get(0).value();
		}

		@RefCached(key = "#any.toString() + #root.methodName + T(java.util.Arrays).deepToString(#root.args)")
		public String marked(@ResolveRefs Object any) {
			return (any instanceof Object[] array) ? Arrays.toString(array) : any.toString();
		}

		@RefCached
		public String text(@ResolveRefs String text) {
			return text;
		}

		@RefCached
		public String plain(String text) {
			return text;
		}

		@RefCached(resolveRefs = true)
		public String always(String text) {
			return text;
		}

		@RefCached(resolveRefs = false)
		public String never(String text) {
			return text;
		}

		@RefCached(resolveRefs = false)
		public String calls(String text) {
			return "plain " + this.self.plain(text);
		}

		@RefCached(key = "#one.toString() + #other")
		public RefResponse<String> response(@ResolveRefs Object one, @ResolveRefs String other) {
			return RefResponse.of(one + other);
		}

		@RefCached(key = "#ref.value().length()")
		public int keyed(Ref<String> ref) {
			return this.runs.incrementAndGet();
		}

		@RefCached(asyncTimeout = "10s")
		public CompletableFuture<String> future(Ref<String> ref) {
			return CompletableFuture.completedFuture(ref.value());
		}

		@RefCached(condition = "#cached")
		public String conditional(Ref<String> ref, boolean cached) {
			return ref.value();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Methods methods() {
			return new Methods();
		}

		@Bean
		Object selfInjection(Methods methods) throws Exception {
			Methods target = (Methods) ((Advised) methods).getTargetSource().getTarget();
			target.self = methods;
			return new Object();
		}

		@Bean
		ActorResolver actors() {
			return CALLER::get;
		}

	}

}
