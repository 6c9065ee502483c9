package io.refcache;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * How far a computation has come, as its body last reported it. Values that make no sense
 * are clamped, never refused: a wrong report must not fail the work that it reports.
 *
 * @param current steps done, at least 0; {@code null} if unknown
 * @param total steps in all, at least 0; {@code null} if unknown
 * @param message what is being done; {@code null} if nothing was said
 * @param percentage 0 to 100; computed from {@code current} and {@code total} if not
 * given
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({ "current", "total", "message", "percentage" })
public record TaskProgress(@JsonProperty("current") @Nullable Long current, @JsonProperty("total") @Nullable Long total,
		@JsonProperty("message") @Nullable String message, @JsonProperty("percentage") @Nullable Double percentage) {

	public TaskProgress {
		current = clamp(current);
		total = clamp(total);
		percentage = (percentage != null && !percentage.isNaN()) ? percentage : percentage(current, total);
		percentage = (percentage != null) ? Math.min(100.0, Math.max(0.0, percentage)) : null;
	}

	/**
	 * A report of steps, with the percentage computed from them.
	 * @param current steps done
	 * @param total steps in all; 0 or less if unknown
	 * @param message what is being done
	 * @return the progress
	 */
	public static TaskProgress of(long current, long total, @Nullable String message) {
		return new TaskProgress(current, total, message, null);
	}

	/**
	 * The same report without what it says.
	 * @return a report of numbers
	 */
	public TaskProgress withoutMessage() {
		return new TaskProgress(this.current, this.total, null, this.percentage);
	}

	private static @Nullable Long clamp(@Nullable Long value) {
		return (value != null && value < 0) ? Long.valueOf(0) : value;
	}

	private static @Nullable Double percentage(@Nullable Long current, @Nullable Long total) {
		return (current != null && total != null && total > 0) ? current * 100.0 / total : null;
	}

}
