package io.refcache.task;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs computations. Called by the engine on the thread of the call; must not run the
 * command there, unless it is meant for tests. What the engine hands over is a
 * {@link TaskRun}, which tells what it is.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RunExecutor extends Executor {

	/**
	 * Takes a run.
	 * @param run the run, a {@link TaskRun}
	 * @throws RejectedExecutionException if it cannot; nothing is queued then
	 */
	@Override
	void execute(Runnable run);

	/**
	 * Takes a run out of the queue. Best effort.
	 * @param run the run
	 * @return whether it was there and will not start
	 */
	default boolean remove(Runnable run) {
		return false;
	}

}
