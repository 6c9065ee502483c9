package io.refcache.actuate;

import java.util.List;

import io.refcache.task.TaskPage;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of tasks.
 *
 * @param tasks the tasks, newest first
 * @param next the cursor of the next part; {@code null} if this is the last one
 */
record TasksDescriptor(List<TaskDescriptor> tasks, @Nullable String next) {

	static TasksDescriptor of(TaskPage page, boolean withTexts) {
		return new TasksDescriptor(page.tasks().stream().map((task) -> TaskDescriptor.of(task, withTexts)).toList(),
				page.next());
	}

}
