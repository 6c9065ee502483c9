package io.refcache;

import org.jspecify.annotations.Nullable;

/**
 * Tells how far a computation has come. A parameter of this type of a {@link RefCached}
 * method is filled in by refcache; for a call from within the same object, which passes
 * no proxy, there is {@link #NOOP}. Never throws and never blocks; may be called from any
 * thread.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProgressCallback {

	/**
	 * A callback that tells nobody.
	 */
	ProgressCallback NOOP = (current, total, message) -> {
	};

	/**
	 * Reports progress. Values below zero count as zero.
	 * @param current steps done
	 * @param total steps in all; 0 if unknown
	 * @param message what is being done; may be {@code null}
	 */
	void report(long current, long total, @Nullable String message);

	/**
	 * Reports progress without a message.
	 * @param current steps done
	 * @param total steps in all; 0 if unknown
	 */
	default void report(long current, long total) {
		report(current, total, null);
	}

}
