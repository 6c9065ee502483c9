package io.refcache.task;

/**
 * Takes along what the calling thread knows, such as who is logged in, to the thread of a
 * run.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ContextCapture {

	/**
	 * Takes nothing along.
	 */
	ContextCapture NONE = () -> CapturedContext.EMPTY;

	/**
	 * Captures the context of the calling thread. Called by the engine once for each call
	 * that starts a run, before that is handed to another thread; must not block.
	 * @return the context; {@link CapturedContext#EMPTY} if there is none
	 */
	CapturedContext capture();

}
