package io.refcache.task;

/**
 * Observes calls that find no value, and the attempts to compute one: what traces are
 * made of. It is never asked for a hit.
 * <p>
 * <b>Threads.</b> Called on the thread of what it observes. Must not block.
 * <p>
 * <b>Exceptions.</b> What it throws is logged and breaks nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CallObserver {

	/**
	 * Observes nothing.
	 */
	CallObserver NONE = (name) -> CallObservation.NONE;

	/**
	 * A call has found no value. Called by the engine on the calling thread.
	 * @param name name of the operation
	 * @return the observation of the call
	 */
	CallObservation missed(String name);

}
