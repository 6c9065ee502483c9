package io.refcache.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.refcache.TaskStatus;

/**
 * What a cleanup did.
 *
 * @param at when it began
 * @param took how long it took
 * @param removed how many references were removed, by the state of their task
 * @since 0.1.0
 */
public record CleanupReport(Instant at, Duration took, Map<TaskStatus, Integer> removed) {

	public CleanupReport {
		removed = Map.copyOf(removed);
	}

	/**
	 * Number of removed references.
	 * @return the sum over all states
	 */
	public int total() {
		return this.removed.values().stream().mapToInt(Integer::intValue).sum();
	}

}
