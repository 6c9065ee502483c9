package io.refcache.store;

/**
 * Takes hints that something changed: each comes at most once, may come twice, and may be
 * missing. Called by the store on whatever thread made the change, or on one of its own;
 * must not block or throw.
 *
 * @since 0.1.0
 */
public interface SignalListener {

	/**
	 * A run has ended; the record is durable.
	 * @param id the reference
	 */
	default void ended(RefId id) {
	}

	/**
	 * A run was cancelled, and should be interrupted.
	 * @param id the reference
	 * @param run the run
	 */
	default void cancelled(RefId id, long run) {
	}

	/**
	 * A record was removed.
	 * @param id the reference
	 */
	default void removed(RefId id) {
	}

	/**
	 * Signals may have been lost: read again whatever is awaited.
	 */
	default void gap() {
	}

}
