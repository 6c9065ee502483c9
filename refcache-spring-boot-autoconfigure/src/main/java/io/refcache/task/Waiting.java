package io.refcache.task;

import java.util.concurrent.CompletableFuture;

/**
 * Lets the calling thread wait, and measures for how long.
 *
 * @since 0.1.0
 */
public interface Waiting {

	/**
	 * Waits until an event has come, or time is over.
	 * @param event the event
	 * @param nanos how long at most, in nanoseconds
	 * @return whether the event has come
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean await(CompletableFuture<?> event, long nanos) throws InterruptedException;

	/**
	 * A time to measure spans with.
	 * @return nanoseconds since some moment
	 */
	long nanoTime();

}
