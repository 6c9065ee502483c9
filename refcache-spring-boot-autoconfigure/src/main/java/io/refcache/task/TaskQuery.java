package io.refcache.task;

import java.time.Instant;

import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are listed: {@code null} means all.
 *
 * @param status the state
 * @param name name of the operation
 * @param before the time that they were called before
 * @param cursor where to go on, as {@link TaskPage#next} tells; {@code null} for the
 * newest
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 * @since 0.1.0
 */
public record TaskQuery(@Nullable TaskStatus status, @Nullable String name, @Nullable Instant before,
		@Nullable String cursor, int limit) {

	/**
	 * How many tasks are listed at most.
	 */
	public static final int MAX_LIMIT = 1000;

	public TaskQuery {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new IllegalArgumentException("'limit' (%d) must be 1 to %d".formatted(limit, MAX_LIMIT));
		}
	}

	/**
	 * The newest tasks.
	 * @param status the state; {@code null} for all
	 * @param limit how many at most
	 * @return the query
	 */
	public static TaskQuery newest(@Nullable TaskStatus status, int limit) {
		return new TaskQuery(status, null, null, null, limit);
	}

}
