package io.refcache.store;

import java.util.Map;

import io.refcache.TaskStatus;

/**
 * What a sweep did.
 *
 * @param removed number of removed records by their state
 * @param lapsed runs by id whose lease is over, reported and not changed
 * @since 0.1.0
 */
public record Sweep(Map<TaskStatus, Integer> removed, Map<RefId, Long> lapsed) {

	public Sweep {
		removed = Map.copyOf(removed);
		lapsed = Map.copyOf(lapsed);
	}

	/**
	 * Number of removed records.
	 * @return the sum over all states
	 */
	public int total() {
		return this.removed.values().stream().mapToInt(Integer::intValue).sum();
	}

}
