package io.refcache.task;

import java.time.Duration;

/**
 * Calls back later. What it calls is short and does not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DelayScheduler {

	/**
	 * Calls back once.
	 * @param task what is called, on a thread of the scheduler
	 * @param delay after how long, zero or more
	 * @return a handle that calls it off
	 */
	Delayed schedule(Runnable task, Duration delay);

	/**
	 * A call that is to come.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	interface Delayed {

		/**
		 * Calls it off, if it has not come.
		 */
		void cancel();

	}

}
