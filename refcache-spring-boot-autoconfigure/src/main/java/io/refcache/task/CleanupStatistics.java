package io.refcache.task;

import java.time.Instant;
import java.util.Map;

import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * What all cleanups of this node did.
 *
 * @param runs how many there were
 * @param removed how many references they removed, by the state of their task
 * @param last the last one; {@code null} if there was none
 * @param next when the next one is due; {@code null} before the first task
 * @since 0.1.0
 */
public record CleanupStatistics(long runs, Map<TaskStatus, Long> removed, @Nullable CleanupReport last,
		@Nullable Instant next) {

	public CleanupStatistics {
		removed = Map.copyOf(removed);
	}

}
