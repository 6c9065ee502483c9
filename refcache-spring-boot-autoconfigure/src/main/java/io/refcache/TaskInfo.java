package io.refcache;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a task at one moment, with all that its exceptions say:
 * {@link #withoutTexts()} is for readers outside the application.
 *
 * @param refId the reference
 * @param name name of the operation
 * @param status the state
 * @param progress the last report; {@code null} if there was none
 * @param startedAt when the body was started, or the call was made if it has not been
 * @param completedAt when the task ended; {@code null} while it has not
 * @param notBefore when the next attempt may start; {@code null} unless a retry waits
 * @param error what went wrong; {@code null} unless failed
 * @param retryCount attempts after the first one
 * @param maxRetries how many of them are allowed
 * @param replayable whether the call is still at hand, so that it could be run again
 * @param retryHistory the failed attempts before the current one, oldest first
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({ "ref_id", "name", "status", "progress", "started_at", "completed_at", "not_before", "error",
		"retry_count", "max_retries", "retry_history", "can_retry", "is_terminal" })
public record TaskInfo(@JsonProperty("ref_id") String refId, @JsonProperty("name") String name,
		@JsonProperty("status") TaskStatus status, @JsonProperty("progress") @Nullable TaskProgress progress,
		@JsonProperty("started_at") @JsonFormat(shape = JsonFormat.Shape.STRING) Instant startedAt,
		@JsonProperty("completed_at") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant completedAt,
		@JsonProperty("not_before") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant notBefore,
		@JsonProperty("error") @Nullable TaskError error, @JsonProperty("retry_count") int retryCount,
		@JsonProperty("max_retries") int maxRetries, @JsonIgnore boolean replayable,
		@JsonProperty("retry_history") List<RetryInfo> retryHistory) {

	public TaskInfo {
		retryHistory = List.copyOf(retryHistory);
	}

	/**
	 * The same task for readers who must not see what the computation says.
	 * @return a task without messages of errors and progress
	 */
	public TaskInfo withoutTexts() {
		TaskProgress numbers = (this.progress != null) ? this.progress.withoutMessage() : null;
		return new TaskInfo(this.refId, this.name, this.status, numbers, this.startedAt, this.completedAt,
				this.notBefore, (this.error != null) ? this.error.withoutMessage() : null, this.retryCount,
				this.maxRetries, this.replayable, this.retryHistory.stream().map(RetryInfo::withoutMessage).toList());
	}

	/**
	 * Whether the task failed and may be run again under the same reference. A retry may
	 * still be refused for a reason of the moment, such as that the body of the last
	 * attempt has not returned.
	 * @return whether a retry is possible
	 */
	@JsonProperty("can_retry")
	public boolean canRetry() {
		return this.status == TaskStatus.FAILED && this.replayable && this.retryCount < this.maxRetries;
	}

	/**
	 * Whether the task is over for good: complete, cancelled, or failed without a retry
	 * left. A failed task that may be retried has ended, and is not terminal.
	 * @return whether nothing more can happen
	 */
	@JsonProperty("is_terminal")
	public boolean isTerminal() {
		return this.status.isEnded() && !canRetry();
	}

}
