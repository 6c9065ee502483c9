package io.refcache;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The state of a task in place of its result. Its JSON depends on the {@link #format()}.
 *
 * @param <T> the type of the value to come
 * @param refId the reference
 * @param status the state
 * @param startedAt when the body was started, or the call was made if it has not been
 * @param progress the last report; {@code null} if there was none
 * @param message the state in words
 * @param etaSeconds seconds until the end, estimated from the progress; {@code null} if
 * unknown
 * @param error what went wrong; {@code null} unless failed
 * @param notBefore when the next attempt may start; {@code null} unless a retry waits
 * @param pollAfterSeconds how long to wait before asking again, the value of
 * {@code Retry-After}: until the next attempt, if one waits, else a quarter of the
 * estimate, at least 1 and at most 30; 2 if neither is known
 * @param retryCount attempts after the first one
 * @param canRetry whether the task failed and may be run again
 * @param expectedSchema what the result will be; {@code null} if unknown
 * @param format amount of detail in the JSON
 * @param dependsOn the references that whoever is answered has given as arguments
 * @since 0.1.0
 */
public record AsyncTaskResponse<T extends @Nullable Object>(String refId, TaskStatus status, Instant startedAt,
		@Nullable TaskProgress progress, String message, @Nullable Double etaSeconds, @Nullable TaskError error,
		@Nullable Instant notBefore, int pollAfterSeconds, int retryCount, boolean canRetry,
		@Nullable ExpectedSchema expectedSchema, ResponseFormat format,
		List<String> dependsOn) implements RefResponse<T> {

	public AsyncTaskResponse {
		dependsOn = List.copyOf(dependsOn);
	}

	/**
	 * The state of a task that no reference was given to.
	 * @param refId the reference
	 * @param status the state
	 * @param startedAt when the body was started
	 * @param progress the last report
	 * @param message the state in words
	 * @param etaSeconds seconds until the end
	 * @param error what went wrong
	 * @param notBefore when the next attempt may start
	 * @param pollAfterSeconds how long to wait before asking again
	 * @param retryCount attempts after the first one
	 * @param canRetry whether the task failed and may be run again
	 * @param expectedSchema what the result will be
	 * @param format amount of detail in the JSON
	 */
	public AsyncTaskResponse(String refId, TaskStatus status, Instant startedAt, @Nullable TaskProgress progress,
			String message, @Nullable Double etaSeconds, @Nullable TaskError error, @Nullable Instant notBefore,
			int pollAfterSeconds, int retryCount, boolean canRetry, @Nullable ExpectedSchema expectedSchema,
			ResponseFormat format) {
		this(refId, status, startedAt, progress, message, etaSeconds, error, notBefore, pollAfterSeconds, retryCount,
				canRetry, expectedSchema, format, List.of());
	}

	/**
	 * The response for a task at this moment.
	 * @param <T> the type of the value to come
	 * @param task the task
	 * @param expectedSchema what the result will be; {@code null} if unknown
	 * @param format amount of detail in the JSON
	 * @param clock the time, for the estimate
	 * @return the response
	 */
	public static <T extends @Nullable Object> AsyncTaskResponse<T> of(TaskInfo task,
			@Nullable ExpectedSchema expectedSchema, ResponseFormat format, InstantSource clock) {
		Double eta = TaskEta.seconds(task, clock);
		return new AsyncTaskResponse<>(task.refId(), task.status(), task.startedAt(), task.progress(),
				TaskMessages.of(task), eta, task.error(), task.notBefore(), TaskEta.pollAfter(task, eta, clock),
				task.retryCount(), task.canRetry(), expectedSchema, format);
	}

	/**
	 * The same response for readers who must not see the message of an exception.
	 * @return a response whose error is the type of the exception and the error id
	 */
	public AsyncTaskResponse<T> withoutErrorMessage() {
		if (this.error == null) {
			return this;
		}
		TaskError withheld = this.error.withoutMessage();
		return new AsyncTaskResponse<>(this.refId, this.status, this.startedAt, this.progress,
				TaskMessages.failed(withheld), this.etaSeconds, withheld, this.notBefore, this.pollAfterSeconds,
				this.retryCount, this.canRetry, this.expectedSchema, this.format, this.dependsOn);
	}

	/**
	 * The same response with the references that were given as arguments.
	 * @param dependsOn the references
	 * @return a new response
	 */
	public AsyncTaskResponse<T> withDependsOn(List<String> dependsOn) {
		return with(this.message, dependsOn);
	}

	/**
	 * The same response for a task that has not begun, for it waits for those references.
	 * @param dependsOn the references; empty if they are not to be told
	 * @return a new response whose message says so
	 */
	public AsyncTaskResponse<T> waitingFor(List<String> dependsOn) {
		return with(TaskMessages.waiting(dependsOn), dependsOn);
	}

	private AsyncTaskResponse<T> with(String message, List<String> dependsOn) {
		return new AsyncTaskResponse<>(this.refId, this.status, this.startedAt, this.progress, message, this.etaSeconds,
				this.error, this.notBefore, this.pollAfterSeconds, this.retryCount, this.canRetry, this.expectedSchema,
				this.format, dependsOn);
	}

	@JsonValue
	Object json() {
		return switch (this.format) {
			case MINIMAL -> new AsyncTaskJson.Minimal(this);
			case STANDARD -> new AsyncTaskJson.Standard(this);
			case FULL -> new AsyncTaskJson.Full(this);
		};
	}

}
