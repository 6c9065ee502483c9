package io.refcache;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an {@link AsyncTaskResponse}, a record for each {@link ResponseFormat}.
 */
final class AsyncTaskJson {

	private AsyncTaskJson() {
	}

	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "status", "is_complete", "is_async" })
	record Minimal(@JsonProperty("ref_id") String refId, @JsonProperty("status") TaskStatus status,
			@JsonProperty("is_complete") boolean complete, @JsonProperty("is_async") boolean async) {

		Minimal(AsyncTaskResponse<?> task) {
			this(task.refId(), task.status(), false, true);
		}

	}

	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "status", "is_complete", "is_async", "started_at", "progress", "message",
			"depends_on" })
	record Standard(@JsonProperty("ref_id") String refId, @JsonProperty("status") TaskStatus status,
			@JsonProperty("is_complete") boolean complete, @JsonProperty("is_async") boolean async,
			@JsonProperty("started_at") String startedAt, @JsonProperty("progress") @Nullable TaskProgress progress,
			@JsonProperty("message") String message,
			@JsonProperty("depends_on") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dependsOn) {

		Standard(AsyncTaskResponse<?> task) {
			this(task.refId(), task.status(), false, true, task.startedAt().toString(), task.progress(), task.message(),
					task.dependsOn());
		}

	}

	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "status", "is_complete", "is_async", "started_at", "progress", "message",
			"eta_seconds", "error", "not_before", "retry_count", "can_retry", "expected_schema", "depends_on" })
	record Full(@JsonProperty("ref_id") String refId, @JsonProperty("status") TaskStatus status,
			@JsonProperty("is_complete") boolean complete, @JsonProperty("is_async") boolean async,
			@JsonProperty("started_at") String startedAt, @JsonProperty("progress") @Nullable TaskProgress progress,
			@JsonProperty("message") String message, @JsonProperty("eta_seconds") @Nullable Double etaSeconds,
			@JsonProperty("error") @Nullable TaskError error, @JsonProperty("not_before") @Nullable String notBefore,
			@JsonProperty("retry_count") int retryCount, @JsonProperty("can_retry") boolean canRetry,
			@JsonProperty("expected_schema") @Nullable ExpectedSchema expectedSchema,
			@JsonProperty("depends_on") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dependsOn) {

		Full(AsyncTaskResponse<?> task) {
			this(task.refId(), task.status(), false, true, task.startedAt().toString(), task.progress(), task.message(),
					task.etaSeconds(), task.error(), (task.notBefore() != null) ? task.notBefore().toString() : null,
					task.retryCount(), task.canRetry(), task.expectedSchema(), task.dependsOn());
		}

	}

}
