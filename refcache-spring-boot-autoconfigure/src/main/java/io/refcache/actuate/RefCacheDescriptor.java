package io.refcache.actuate;

import java.time.Instant;
import java.util.Map;

import io.refcache.task.CleanupReport;
import io.refcache.task.CleanupStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What Actuator tells of the cache as a whole.
 *
 * @param name first part of each reference
 * @param store class of the store
 * @param tasks what runs on this node
 * @param executors what it runs on, by name
 * @param namespaces number of references by namespace, the largest first
 * @param cleanup what was removed
 */
record RefCacheDescriptor(String name, String store, Tasks tasks, Map<String, Pool> executors,
		Map<String, Long> namespaces, Cleanup cleanup) {

	/**
	 * What runs on this node.
	 *
	 * @param active runs that have not ended
	 * @param stopping bodies that go on although their run has ended
	 * @param rejections how many runs were refused, by limit
	 */
	record Tasks(int active, int stopping, Map<String, Long> rejections) {

	}

	/**
	 * An executor of runs.
	 *
	 * @param active threads that run something
	 * @param size threads
	 * @param maxSize threads at most
	 * @param queued what waits for a thread
	 * @param queueRemaining room for more of it
	 */
	record Pool(int active, int size, int maxSize, int queued, int queueRemaining) {

	}

	/**
	 * What cleanups did.
	 */
	record Cleanup(long runs, Map<String, Long> removed, @Nullable CleanedDescriptor last, @Nullable Instant next) {

		static Cleanup of(CleanupStatistics statistics) {
			CleanupReport last = statistics.last();
			return new Cleanup(statistics.runs(), CleanedDescriptor.byKind(statistics.removed()),
					(last != null) ? CleanedDescriptor.of(last) : null, statistics.next());
		}

	}

}
