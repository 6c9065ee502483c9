package io.refcache;

import java.time.Duration;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

/**
 * The estimated time to the end of a task: what is left at the pace so far.
 */
final class TaskEta {

	private TaskEta() {
	}

	static @Nullable Double seconds(TaskInfo task, InstantSource clock) {
		TaskProgress progress = task.progress();
		if (task.status() != TaskStatus.PROCESSING || progress == null) {
			return null;
		}
		Long current = progress.current();
		Long total = progress.total();
		if (current == null || current == 0 || total == null || total == 0) {
			return null;
		}
		double elapsed = Math.max(0, Duration.between(task.startedAt(), clock.instant()).toMillis()) / 1000.0;
		return Math.max(0.0, elapsed / current * (total - current));
	}

}
