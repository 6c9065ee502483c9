package io.refcache;

import java.time.Duration;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

/**
 * The estimated time to the end of a task: what is left at the pace so far.
 */
final class TaskEta {

	private static final int DEFAULT_POLL_SECONDS = 2;

	private static final int MAX_POLL_SECONDS = 30;

	private TaskEta() {
	}

	/**
	 * How long to wait before asking again, in seconds.
	 */
	static int pollAfter(TaskInfo task, InstantSource clock) {
		if (task.notBefore() != null) {
			return clamp(Duration.between(clock.instant(), task.notBefore()).toMillis() / 1000.0);
		}
		Double eta = seconds(task, clock);
		return (eta != null) ? clamp(eta / 4) : DEFAULT_POLL_SECONDS;
	}

	private static int clamp(double seconds) {
		return (int) Math.min(MAX_POLL_SECONDS, Math.max(1, Math.ceil(seconds)));
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
