package io.refcache;

import java.util.List;

/**
 * The state of a task in words.
 */
final class TaskMessages {

	private TaskMessages() {
	}

	static String of(TaskInfo task) {
		return switch (task.status()) {
			case PENDING -> pending(task);
			case PROCESSING -> processing(task);
			case COMPLETE -> "Task completed successfully";
			case FAILED -> (task.error() != null) ? failed(task.error()) : "Task failed";
			case CANCELLED -> "Task was cancelled";
		};
	}

	static String failed(TaskError error) {
		return "Task failed: " + error.text();
	}

	static String waiting(List<String> dependsOn) {
		return dependsOn.isEmpty() ? "Task waits for the result of another one, and will start then"
				: "Task waits for %s, and will start then".formatted(String.join(", ", dependsOn));
	}

	private static String pending(TaskInfo task) {
		return (task.notBefore() != null) ? "Attempt %d of %d failed; the next one starts at %s".formatted(
				task.retryCount(), task.maxRetries() + 1, task.notBefore()) : "Task is queued and will start shortly";
	}

	private static String processing(TaskInfo task) {
		String message = (task.progress() != null) ? task.progress().message() : null;
		return (message != null) ? message : "Task is processing (ref_id=%s)".formatted(task.refId());
	}

}
