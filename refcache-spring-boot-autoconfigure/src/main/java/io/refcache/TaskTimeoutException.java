package io.refcache;

import java.time.Duration;

/**
 * A task that was stopped because it ran longer than its {@code executionTimeout}.
 *
 * @since 0.1.0
 * @see RefCached#executionTimeout()
 */
public class TaskTimeoutException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final Duration timeout;

	public TaskTimeoutException(String name, Duration timeout) {
		super("'%s' was stopped: it ran longer than its executionTimeout (%s)".formatted(name, timeout));
		this.timeout = timeout;
	}

	/**
	 * How long it was allowed to run.
	 * @return the timeout
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

}
