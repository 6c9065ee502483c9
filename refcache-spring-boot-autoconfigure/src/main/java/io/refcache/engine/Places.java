package io.refcache.engine;

import java.util.concurrent.RejectedExecutionException;

/**
 * How the attempts of one run get a thread.
 */
interface Places {

	/**
	 * Takes an attempt.
	 * @throws RejectedExecutionException if no more are taken
	 */
	void submit(Attempt attempt);

	/**
	 * Takes an attempt back that has not started.
	 */
	void remove(Attempt attempt);

	/**
	 * A computation is about to wait for the run.
	 */
	void addWaiter();

	/**
	 * A computation waits no longer.
	 */
	void removeWaiter();

	boolean hasWaiters();

	/**
	 * The run has ended.
	 */
	void close();

}
