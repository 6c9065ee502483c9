package io.refcache;

import java.time.Instant;
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
	static int pollAfter(TaskInfo task, @Nullable Double eta, InstantSource clock) {
		Instant next = task.notBefore();
		if (next != null) {
			return clamp((next.toEpochMilli() - clock.millis()) / 1000.0);
		}
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
		double elapsed = Math.max(0, clock.millis() - task.startedAt().toEpochMilli()) / 1000.0;
		return Math.max(0.0, elapsed / current * (total - current));
	}

}
