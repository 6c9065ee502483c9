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

	public RunRejectedException(String message) {
		super(message);
	}

	public RunRejectedException(String message, Throwable cause) {
		super(message, cause);
	}

}
