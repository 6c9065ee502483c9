package io.refcache.context;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.refcache.task.CapturedContext;
import io.refcache.task.ContextCapture;
import org.jspecify.annotations.Nullable;

/**
 * Captures through refcache's own choice of accessors, one for each key: beans of the
 * application before refcache's, these before those of the global registry.
 */
final class AccessorCapture implements ContextCapture {

	/** A run has a task context of its own. */
	static final String TASK_CONTEXT = TaskContextAccessor.KEY;

	/** A request is another one's as soon as it is answered, which the run outlasts. */
	static final String REQUEST_ATTRIBUTES = "org.springframework.web.context.request"
			+ ".RequestAttributesThreadLocalAccessor.KEY";

	private static final Set<String> NEVER_CARRIED = Set.of(TASK_CONTEXT, REQUEST_ATTRIBUTES);

	private final ContextRegistry global;

	private final Supplier<List<ThreadLocalAccessor<?>>> own;

	private final Supplier<List<ThreadLocalAccessor<?>>> beans;

	private volatile @Nullable Choice choice;

	/**
	 * Creates a capture. Beans are asked for with the first call, not before: they may
	 * need what needs this.
	 * @param global the registry of the JVM
	 * @param own refcache's accessors, in the order in which they are set
	 * @param beans the application's accessors
	 */
	AccessorCapture(ContextRegistry global, Supplier<List<ThreadLocalAccessor<?>>> own,
			Supplier<List<ThreadLocalAccessor<?>>> beans) {
		this.global = global;
		this.own = own;
		this.beans = beans;
	}

	@Override
	public CapturedContext capture() {
		Choice choice = this.choice;
		// Libraries may register theirs at any time.
		if (choice == null || !this.global.getThreadLocalAccessors().equals(choice.registered())) {
			choice = choose(List.copyOf(this.global.getThreadLocalAccessors()));
			this.choice = choice;
		}
		return choice.parts().take();
	}

	private Choice choose(List<ThreadLocalAccessor<?>> registered) {
		Map<Object, ThreadLocalAccessor<?>> accessors = new LinkedHashMap<>();
		this.own.get().forEach((accessor) -> accessors.put(accessor.key(), accessor));
		registered.forEach((accessor) -> accessors.putIfAbsent(accessor.key(), accessor));
		this.beans.get().forEach((accessor) -> accessors.put(accessor.key(), accessor));
		NEVER_CARRIED.forEach(accessors::remove);
		return new Choice(registered, new ContextParts(accessors));
	}

	/**
	 * What is carried, as long as the global registry holds the same.
	 */
	private record Choice(List<ThreadLocalAccessor<?>> registered, ContextParts parts) {

	}

}
