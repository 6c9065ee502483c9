package io.refcache.task;

/**
 * What was taken along from the thread of a call. It may be opened again and again, on
 * several threads, and long after the call.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CapturedContext {

	/**
	 * The context that changes nothing.
	 */
	CapturedContext EMPTY = () -> () -> {
	};

	/**
	 * Puts the context on the current thread. Called by the engine around each attempt of
	 * the body. If it throws, the attempt fails, and the thread is as before.
	 * @return puts back what was there before; closed on the same thread
	 */
	Scope open();

	/**
	 * The time during which a context is on a thread.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		/**
		 * Puts back what was there before. Must not throw.
		 */
		@Override
		void close();

	}

}
