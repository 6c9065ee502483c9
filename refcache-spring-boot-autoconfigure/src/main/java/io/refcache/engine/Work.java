package io.refcache.engine;

import java.util.concurrent.CompletionStage;

import io.refcache.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call, as the engine sees it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Work {

	/**
	 * Runs the body. Called once for all callers of a key, and once more for each retry,
	 * on the caller's thread or on the executor's; an interrupt asks it to stop.
	 * @param context takes reports of how far it has come, and tells whether to stop
	 * @return the value, or a {@link CompletionStage} of it if the call's
	 * {@link CallSpec#staged() specification} says so
	 * @throws Throwable whatever goes wrong
	 */
	@Nullable Object compute(TaskContext context) throws Throwable;

	/**
	 * Whether the key may hit a value from now on. Called once, on the thread that ends
	 * the run; an exception counts as one of the body.
	 * @param value the value
	 * @return whether it may
	 */
	default boolean isCacheable(@Nullable Object value) {
		return true;
	}

}
