package io.refcache;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * State of a reference.
 *
 * @since 0.1.0
 */
public enum TaskStatus {

	/**
	 * Waits for a worker.
	 */
	PENDING,

	/**
	 * Runs.
	 */
	PROCESSING,

	/**
	 * Ended with a value.
	 */
	COMPLETE,

	/**
	 * Ended with an error.
	 */
	FAILED,

	/**
	 * Ended because somebody asked for it.
	 */
	CANCELLED;

	private final String text = name().toLowerCase(Locale.ROOT);

	/**
	 * Whether the run is over, however it went. An ended state never changes, except that
	 * a failed task can be retried.
	 * @return whether this is {@link #COMPLETE}, {@link #FAILED} or {@link #CANCELLED}
	 */
	public boolean isEnded() {
		return this == COMPLETE || this == FAILED || this == CANCELLED;
	}

	/**
	 * The name in JSON.
	 * @return the name in lower case
	 */
	@JsonValue
	public String text() {
		return this.text;
	}

}
