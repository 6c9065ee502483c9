package io.refcache;

/**
 * A task that cannot be run again under its reference.
 *
 * @since 0.1.0
 * @see RefCache#retryTask(String)
 */
public class RetryRefusedException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String refId;

	private final Reason reason;

	public RetryRefusedException(String refId, Reason reason, String message) {
		super("Task '%s' cannot be retried: %s".formatted(refId, message));
		this.refId = refId;
		this.reason = reason;
	}

	/**
	 * The reference of the task.
	 * @return the reference
	 */
	public String getRefId() {
		return this.refId;
	}

	/**
	 * Why it cannot be.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * Why a task cannot be run again.
	 *
	 * @since 0.1.0
	 */
	public enum Reason {

		/**
		 * It has not failed: it runs, waits, is complete, or was cancelled.
		 */
		NOT_FAILED,

		/**
		 * Its last retry was used.
		 */
		EXHAUSTED,

		/**
		 * A later call of the same key has run, or runs.
		 */
		SUPERSEDED,

		/**
		 * The body of the failed attempt has not returned.
		 */
		STILL_STOPPING,

		/**
		 * The call is not at hand: it failed for a reason that another attempt would not
		 * change, or on another node.
		 */
		NOT_REPLAYABLE

	}

}
