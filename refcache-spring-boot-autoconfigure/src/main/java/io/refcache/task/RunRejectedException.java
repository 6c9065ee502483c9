package io.refcache.task;

import org.springframework.core.task.TaskRejectedException;

/**
 * A computation that was refused because a limit is reached. The same call may be taken
 * later; the message says which limit it is.
 *
 * @since 0.1.0
 */
public class RunRejectedException extends TaskRejectedException {

	private static final long serialVersionUID = 1L;

	private final Limit limit;

	public RunRejectedException(Limit limit, String message) {
		super(message);
		this.limit = limit;
	}

	public RunRejectedException(Limit limit, String message, Throwable cause) {
		super(message, cause);
		this.limit = limit;
	}

	/**
	 * The limit that is reached.
	 * @return the limit
	 */
	public Limit getLimit() {
		return this.limit;
	}

	/**
	 * Limits for which computations are refused.
	 *
	 * @since 0.1.0
	 */
	public enum Limit {

		/**
		 * Threads and queue of the executor.
		 */
		EXECUTOR,

		/**
		 * {@code refcache.task.max-active}.
		 */
		MAX_ACTIVE,

		/**
		 * The application is shutting down.
		 */
		SHUTDOWN

	}

}
