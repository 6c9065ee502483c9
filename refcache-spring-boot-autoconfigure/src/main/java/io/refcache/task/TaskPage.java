package io.refcache.task;

import java.util.List;

import io.refcache.TaskInfo;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of tasks.
 *
 * @param tasks the tasks, newest first
 * @param next where the next part begins; {@code null} if this is the last one
 * @since 0.1.0
 */
public record TaskPage(List<TaskInfo> tasks, @Nullable String next) {

	public TaskPage {
		tasks = List.copyOf(tasks);
	}

}
