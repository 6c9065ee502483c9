package io.refcache.actuate;

import java.time.Instant;
import java.util.List;

import io.refcache.RetryInfo;
import io.refcache.TaskError;
import io.refcache.TaskInfo;
import io.refcache.TaskProgress;
import org.jspecify.annotations.Nullable;

/**
 * What Actuator tells of a task: neither its value nor its arguments, and what its body
 * says only where that is shown.
 */
record TaskDescriptor(String refId, String name, String status, @Nullable Progress progress, Instant startedAt,
		@Nullable Instant completedAt, @Nullable Instant notBefore, @Nullable Failure error, int retryCount,
		int maxRetries, boolean canRetry, List<Attempt> retryHistory) {

	static TaskDescriptor of(TaskInfo task, boolean withTexts) {
		TaskInfo told = withTexts ? task : task.withoutTexts();
		return new TaskDescriptor(told.refId(), told.name(), told.status().text(), Progress.of(told.progress()),
				told.startedAt(), told.completedAt(), told.notBefore(), Failure.of(told.error()), told.retryCount(),
				told.maxRetries(), told.canRetry(), told.retryHistory().stream().map(Attempt::of).toList());
	}

	/**
	 * How far it has come.
	 */
	record Progress(@Nullable Long current, @Nullable Long total, @Nullable Double percentage,
			@Nullable String message) {

		static @Nullable Progress of(@Nullable TaskProgress progress) {
			return (progress != null)
					? new Progress(progress.current(), progress.total(), progress.percentage(), progress.message())
					: null;
		}

	}

	/**
	 * What went wrong.
	 */
	record Failure(String type, String id, @Nullable String message) {

		static @Nullable Failure of(@Nullable TaskError error) {
			return (error != null) ? new Failure(error.type(), error.id(), error.message()) : null;
		}

	}

	/**
	 * An attempt that failed before the current one.
	 */
	record Attempt(int attempt, Instant timestamp, @Nullable Failure error) {

		static Attempt of(RetryInfo retry) {
			return new Attempt(retry.attempt(), retry.timestamp(), Failure.of(retry.error()));
		}

	}

}
