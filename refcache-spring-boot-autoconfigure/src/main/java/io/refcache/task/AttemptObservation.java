package io.refcache.task;

import io.refcache.task.CapturedContext.Scope;

/**
 * The observation of one attempt, until its body or the stage that this returned has
 * ended. It ends once.
 *
 * @since 0.1.0
 */
public interface AttemptObservation {

	/**
	 * Observes nothing.
	 */
	AttemptObservation NONE = new AttemptObservation() {
	};

	/**
	 * Puts the observation on the thread of the body, over the context of the call.
	 * Called once.
	 * @return takes it off, before the observation ends
	 */
	default Scope open() {
		return CapturedContext.EMPTY.open();
	}

	/**
	 * The body has a value.
	 */
	default void succeeded() {
	}

	/**
	 * The body failed.
	 * @param failure the exception, without its words if not everybody may read them
	 */
	default void failed(Throwable failure) {
	}

	/**
	 * The task had ended before its body did: it was cancelled, timed out, or stopped
	 * with the application. What came of the body is thrown away.
	 */
	default void discarded() {
	}

}
