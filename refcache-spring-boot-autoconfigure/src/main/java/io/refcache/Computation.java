package io.refcache;

import org.jspecify.annotations.Nullable;

/**
 * The work behind a reference.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 * @see RefCache#call(CallOptions, Computation)
 */
@FunctionalInterface
public interface Computation<T extends @Nullable Object> {

	/**
	 * Computes the value. Runs at most once for all callers of one key at a time, on the
	 * caller's thread or on an executor's; an interrupt asks it to stop. A retry calls it
	 * again.
	 * @param context takes reports of how far it has come, and tells whether to stop
	 * @return the value; {@code null} is one
	 * @throws Exception whatever goes wrong; callers that still wait get this instance
	 */
	T compute(TaskContext context) throws Exception;

}
