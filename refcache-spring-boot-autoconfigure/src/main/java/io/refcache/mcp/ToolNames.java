package io.refcache.mcp;

import io.refcache.AsyncTaskResponse;
import io.refcache.TaskStatus;

/**
 * The names of the tools that agents go on with, in sentences that tell how.
 *
 * @param prefix what each begins with
 */
record ToolNames(String prefix) {

	String getCachedResult() {
		return this.prefix + "get_cached_result";
	}

	String cancelTask() {
		return this.prefix + "cancel_task";
	}

	String retryTask() {
		return this.prefix + "retry_task";
	}

	String listTasks() {
		return this.prefix + "list_tasks";
	}

	/**
	 * What every description of a cached tool ends with.
	 */
	String description() {
		return ("May answer a ref_id in place of a long or large result: then call %s with it. "
				+ "Do not start it again: a call with equal arguments joins the same run.")
			.formatted(getCachedResult());
	}

	/**
	 * What to do about a task that has not ended.
	 */
	String goOn(AsyncTaskResponse<?> task) {
		return "%s: call %s with ref_id=%s in %d s, or at once with wait_seconds; do not start it again".formatted(
				(task.status() == TaskStatus.PENDING) ? "Not started yet" : "Still running", getCachedResult(),
				task.refId(), task.pollAfterSeconds());
	}

	/**
	 * What to do about a task that failed.
	 */
	String afterFailure(AsyncTaskResponse<?> task) {
		return task.canRetry() ? ". If this conversation has started it, call %s with ref_id=%s to run it again"
			.formatted(retryTask(), task.refId())
				: ". Running it again would not help: tell the user, or try something else";
	}

}
