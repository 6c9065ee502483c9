package io.refcache.store;

/**
 * Takes hints that something changed: each may come twice, or be missing.
 * <p>
 * <b>Threads.</b> Called after the change, with no lock of the store held: on the thread
 * that made it, on that of another step, or on one of the store's own. Hints from several
 * threads may come in any order. What a read lets go for space may be told with the next
 * step.
 * <p>
 * <b>Listeners</b> must not block or throw. They may read the store, but take no step.
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
