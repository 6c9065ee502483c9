package io.refcache.task;

import io.refcache.task.CapturedContext.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The observation of a call that found no value, until its answer.
 *
 * @since 0.1.0
 */
public interface CallObservation {

	/**
	 * Observes nothing.
	 */
	CallObservation NONE = new CallObservation() {
	};

	/**
	 * Puts the observation on the calling thread, before the context of the call is
	 * captured. Called once.
	 * @return takes it off, before the observation ends
	 */
	default Scope open() {
		return CapturedContext.EMPTY.open();
	}

	/**
	 * An attempt begins to compute what the call asked for: on its own thread, and maybe
	 * long after the call was answered. Not called if another call had begun it, nor for
	 * the only attempt of a call that computes on its own thread: that is this one.
	 * @param refId the reference
	 * @param number the number of the attempt, from 1
	 * @return the observation of the attempt
	 */
	default AttemptObservation attempt(String refId, int number) {
		return AttemptObservation.NONE;
	}

	/**
	 * The call is answered with the value.
	 * @param refId its reference; {@code null} if it has none
	 */
	default void answered(@Nullable String refId) {
	}

	/**
	 * The call is answered with the reference of a task that goes on. That is no error.
	 * @param refId the reference
	 */
	default void deferred(String refId) {
	}

	/**
	 * The call ends with an exception.
	 * @param failure the exception, without its words if not everybody may read them
	 */
	default void failed(Throwable failure) {
	}

}
