package io.refcache.task;

import java.util.List;
import java.util.Optional;

import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
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
	List<TaskInfo> list(@Nullable TaskStatus status, int limit);

	/**
	 * Cancels a task: it is cancelled at once, callers that wait are told at once, and
	 * the thread that runs it is interrupted.
	 * @param refId the reference
	 * @return whether this call cancelled it; {@code false} if it has ended or is not
	 * there
	 */
	boolean cancel(String refId);

	/**
	 * Removes what is no longer kept: tasks whose retention is over, values whose time is
	 * over.
	 * @return how many references were removed
	 */
	int cleanup();

	/**
	 * Number of runs of this node whose body has not returned.
	 * @return the number
	 */
	int active();

}
