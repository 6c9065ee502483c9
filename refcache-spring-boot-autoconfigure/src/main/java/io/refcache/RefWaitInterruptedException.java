package io.refcache;

/**
 * The calling thread was interrupted while it waited. The task goes on; the thread's
 * interrupt flag is set again.
 *
 * @since 0.1.0
 */
public class RefWaitInterruptedException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	public RefWaitInterruptedException(String name, InterruptedException cause) {
		super("Interrupted while waiting for '%s'; the task goes on".formatted(name), cause);
	}

}
