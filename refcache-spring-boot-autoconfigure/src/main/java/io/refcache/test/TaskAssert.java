package io.refcache.test;

import java.util.Objects;

import io.refcache.TaskError;
import io.refcache.TaskInfo;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the task behind a reference.
 *
 * @since 0.1.0
 */
public final class TaskAssert extends AbstractAssert<TaskAssert, TaskInfo> {

	TaskAssert(TaskInfo actual) {
		super(actual, TaskAssert.class);
	}

	/**
	 * Verifies that it waits for a thread, or for its next attempt.
	 * @return this
	 */
	public TaskAssert isPending() {
		return has(TaskStatus.PENDING);
	}

	/**
	 * Verifies that its body runs.
	 * @return this
	 */
	public TaskAssert isProcessing() {
		return has(TaskStatus.PROCESSING);
	}

	/**
	 * Verifies that it ended with a value.
	 * @return this
	 */
	public TaskAssert isComplete() {
		return has(TaskStatus.COMPLETE);
	}

	/**
	 * Verifies that it ended with an error.
	 * @return this
	 */
	public TaskAssert isFailed() {
		return has(TaskStatus.FAILED);
	}

	/**
	 * Verifies that it was cancelled.
	 * @return this
	 */
	public TaskAssert isCancelled() {
		return has(TaskStatus.CANCELLED);
	}

	/**
	 * Verifies its last progress that was published. At most ten reports a second are,
	 * but always the last one before the end.
	 * @param current how much is done
	 * @param total how much there is
	 * @return this
	 */
	public TaskAssert hasProgress(long current, long total) {
		TaskProgress progress = this.actual.progress();
		if (progress == null || !Objects.equals(progress.current(), current)
				|| !Objects.equals(progress.total(), total)) {
			throw failure("Expected %s to have progress %d of %d, but it has %s, and is %s", subject(this.actual),
					current, total, (progress != null) ? text(progress) : "none", this.actual.status().text());
		}
		return this;
	}

	/**
	 * Verifies how many attempts came after the first one.
	 * @param count the number
	 * @return this
	 */
	public TaskAssert hasRetryCount(int count) {
		if (this.actual.retryCount() != count) {
			throw failure("Expected %s to have been retried %d times, but it was %d times, and %s",
					subject(this.actual), count, this.actual.retryCount(), describe(this.actual));
		}
		return this;
	}

	private TaskAssert has(TaskStatus status) {
		if (this.actual.status() != status) {
			throw failureWithActualExpected(this.actual.status(), status, "Expected %s to be %s, but it %s",
					subject(this.actual), status.text(), describe(this.actual));
		}
		return this;
	}

	private static String subject(TaskInfo task) {
		return "task '%s' (%s)".formatted(task.refId(), task.name());
	}

	/**
	 * The state of a task, as the rest of a sentence that begins with it.
	 */
	static String describe(TaskInfo task) {
		return switch (task.status()) {
			case PENDING -> "is pending" + ((task.notBefore() != null)
					? ", to be tried again at %s after %s".formatted(task.notBefore(), text(lastError(task))) : "");
			case PROCESSING -> "is processing" + ((task.progress() != null) ? " (" + text(task.progress()) + ")" : "");
			case COMPLETE -> "is complete";
			case FAILED -> "failed with " + text(task.error());
			case CANCELLED -> "was cancelled";
		};
	}

	private static @Nullable TaskError lastError(TaskInfo task) {
		return task.retryHistory().isEmpty() ? null : task.retryHistory().get(task.retryHistory().size() - 1).error();
	}

	private static String text(@Nullable TaskError error) {
		return (error != null) ? error.type() + ": " + error.message() : "an unknown error";
	}

	private static String text(TaskProgress progress) {
		return "%s of %s".formatted(progress.current(), progress.total())
				+ ((progress.message() != null) ? ", " + progress.message() : "");
	}

}
