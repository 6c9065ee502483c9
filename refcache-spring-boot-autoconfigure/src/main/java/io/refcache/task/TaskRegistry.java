package io.refcache.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.refcache.RefNotFoundException;
import io.refcache.RetryRefusedException;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.store.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows tasks. It holds the live handles of this node; what is told of
 * a task always comes from the store.
 *
 * @since 0.1.0
 */
public interface TaskRegistry {

	/**
	 * Finds a task.
	 * @param refId the reference
	 * @return the task; empty if the reference is not there
	 */
	Optional<TaskInfo> find(String refId);

	/**
	 * Lists tasks: those that have not ended, and those that have and are retained.
	 * Whatever is listed can be asked for until its retention is over.
	 * @param status the state; {@code null} for all
	 * @param limit how many at most, 1 to 1000
	 * @return the tasks, newest first
	 */
	default List<TaskInfo> list(@Nullable TaskStatus status, int limit) {
		return list(TaskQuery.newest(status, limit)).tasks();
	}

	/**
	 * Lists tasks part by part. One that changes meanwhile may be missed.
	 * @param query which tasks
	 * @return a part of them, newest first
	 * @throws IllegalArgumentException if the cursor is not one that a part named
	 */
	TaskPage list(TaskQuery query);

	/**
	 * Watches a task until the subscription is closed. Who watches should look after it
	 * has subscribed, for what was before is not told.
	 * @param refId the reference, whether it is there or not
	 * @param onChange told that state or progress may have changed, or the reference may
	 * be gone; on the thread that changed it, so it must not block. It may be told too
	 * often, and by several threads at once
	 * @return ends the watch
	 */
	Subscription watch(String refId, Runnable onChange);

	/**
	 * Cancels a task: it is cancelled at once, callers that wait are told at once, and
	 * the thread that runs it is interrupted.
	 * @param refId the reference
	 * @return whether this call cancelled it; {@code false} if it has ended or is not
	 * there
	 */
	boolean cancel(String refId);

	/**
	 * Whether a task has not ended, so that {@link #cancel} would cancel it now.
	 * @param refId the reference
	 * @return whether it can be cancelled; {@code false} if it is not there
	 */
	boolean isCancellable(String refId);

	/**
	 * Runs a failed task again under its reference.
	 * @param refId the reference
	 * @return the task, which is pending or further
	 * @throws RefNotFoundException if the reference is not there
	 * @throws RetryRefusedException if it cannot be run again
	 * @throws RunRejectedException if a limit is reached
	 */
	TaskInfo retry(String refId);

	/**
	 * Removes what is no longer kept: tasks whose retention is over, values whose time is
	 * over.
	 * @return what was removed
	 */
	CleanupReport cleanup();

	/**
	 * Removes what is no longer kept, as if the retention had been shorter. Values that
	 * are still fresh stay.
	 * @param maxAge how long ago a task must have ended to be removed
	 * @return what was removed
	 */
	CleanupReport cleanup(Duration maxAge);

	/**
	 * What all cleanups did.
	 * @return the figures
	 */
	CleanupStatistics cleanupStatistics();

	/**
	 * Number of runs of this node that have not ended.
	 * @return the number
	 */
	int active();

	/**
	 * Number of runs of this node that have ended while their body has not returned: each
	 * still occupies a thread, for it ignores its interrupt.
	 * @return the number
	 */
	int stopping();

	/**
	 * How many runs were refused.
	 * @return the numbers by the limit that was reached
	 */
	Map<RunRejectedException.Limit, Long> rejections();

}
