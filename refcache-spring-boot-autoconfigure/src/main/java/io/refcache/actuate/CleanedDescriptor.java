package io.refcache.actuate;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.refcache.TaskStatus;
import io.refcache.task.CleanupReport;

/**
 * What one cleanup did.
 *
 * @param at when it began
 * @param tookMillis how long it took
 * @param removed how many references it removed, by the state of their task
 */
record CleanedDescriptor(Instant at, long tookMillis, Map<String, Long> removed) {

	static CleanedDescriptor of(CleanupReport report) {
		return new CleanedDescriptor(report.at(), report.took().toMillis(), byKind(report.removed()));
	}

	static Map<String, Long> byKind(Map<TaskStatus, ? extends Number> removed) {
		Map<String, Long> byKind = new TreeMap<>();
		removed.forEach((status, count) -> byKind.put(status.text(), count.longValue()));
		return byKind;
	}

}
