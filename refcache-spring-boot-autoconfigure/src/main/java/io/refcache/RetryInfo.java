package io.refcache;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A failed attempt that was followed by another one.
 *
 * @param attempt number of the attempt, from 1
 * @param error what went wrong
 * @param timestamp when it went wrong
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({ "attempt", "error", "timestamp" })
public record RetryInfo(@JsonProperty("attempt") int attempt, @JsonProperty("error") TaskError error,
		@JsonProperty("timestamp") @JsonFormat(shape = JsonFormat.Shape.STRING) Instant timestamp) {

	public RetryInfo {
		if (attempt < 1) {
			throw new IllegalArgumentException("'attempt' (%d) must be at least 1".formatted(attempt));
		}
	}

	RetryInfo withoutMessage() {
		return new RetryInfo(this.attempt, this.error.withoutMessage(), this.timestamp);
	}

}
