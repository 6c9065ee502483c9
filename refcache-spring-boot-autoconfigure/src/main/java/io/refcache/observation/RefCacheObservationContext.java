package io.refcache.observation;

import java.util.Locale;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an observed call or attempt. Neither arguments nor values are.
 *
 * @since 0.1.0
 */
public final class RefCacheObservationContext extends Observation.Context {

	private final String method;

	private final int attempt;

	private volatile @Nullable String refId;

	private volatile @Nullable Outcome outcome;

	RefCacheObservationContext(String method, int attempt, @Nullable String refId) {
		this.method = method;
		this.attempt = attempt;
		this.refId = refId;
	}

	/**
	 * Name of the operation, of which only so many are told apart.
	 * @return the name, which may be a tag of meters
	 */
	public String getMethod() {
		return this.method;
	}

	/**
	 * Which attempt is observed.
	 * @return the number, from 1; 0 for a call
	 */
	public int getAttempt() {
		return this.attempt;
	}

	/**
	 * The reference. Each is another one: it must not be a tag of meters.
	 * @return the reference; {@code null} if it is not known, or there is none
	 */
	public @Nullable String getRefId() {
		return this.refId;
	}

	/**
	 * What has come of it.
	 * @return the outcome; {@code null} until the end
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	void end(Outcome outcome, @Nullable String refId) {
		this.outcome = outcome;
		this.refId = refId;
	}

	/**
	 * What comes of calls and attempts.
	 *
	 * @since 0.1.0
	 */
	public enum Outcome {

		/**
		 * There is a value.
		 */
		COMPLETE,

		/**
		 * The call was answered with the reference of a task that goes on.
		 */
		DEFERRED,

		/**
		 * There was an exception.
		 */
		FAILED,

		/**
		 * The task was cancelled.
		 */
		CANCELLED,

		/**
		 * The computation was refused because a limit is reached.
		 */
		REJECTED,

		/**
		 * The task had ended before its body did.
		 */
		DISCARDED;

		/**
		 * The outcome as a tag.
		 * @return the name in lower case
		 */
		public String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
