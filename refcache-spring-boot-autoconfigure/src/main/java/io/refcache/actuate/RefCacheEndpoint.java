package io.refcache.actuate;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;

import io.refcache.autoconfigure.TaskExecutors;
import io.refcache.store.ReferenceStore;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that shows the cache as a whole, and cleans up. The latter
 * needs {@code management.endpoint.refcache.access=unrestricted}.
 */
@Endpoint(id = "refcache", defaultAccess = Access.READ_ONLY)
class RefCacheEndpoint {

	private final String name;

	private final ReferenceStore store;

	private final TaskRegistry tasks;

	private final TaskExecutors executors;

	/**
	 * An endpoint.
	 * @param name first part of each reference
	 * @param store where references live
	 * @param tasks what runs
	 * @param executors what it runs on
	 */
	RefCacheEndpoint(String name, ReferenceStore store, TaskRegistry tasks, TaskExecutors executors) {
		this.name = name;
		this.store = store;
		this.tasks = tasks;
		this.executors = executors;
	}

	@ReadOperation
	RefCacheDescriptor refcache() {
		return new RefCacheDescriptor(this.name, this.store.getClass().getSimpleName(), tasks(), pools(),
				new Namespaces(this.store).count(), RefCacheDescriptor.Cleanup.of(this.tasks.cleanupStatistics()));
	}

	private RefCacheDescriptor.Tasks tasks() {
		Map<String, Long> rejections = new TreeMap<>();
		this.tasks.rejections().forEach((limit, count) -> rejections.put(limit.name().toLowerCase(), count));
		return new RefCacheDescriptor.Tasks(this.tasks.active(), this.tasks.stopping(), rejections);
	}

	private Map<String, RefCacheDescriptor.Pool> pools() {
		Map<String, RefCacheDescriptor.Pool> pools = new TreeMap<>();
		this.executors.pools().forEach((name, pool) -> pools.put(name, describe(pool)));
		return pools;
	}

	private static RefCacheDescriptor.Pool describe(ThreadPoolExecutor pool) {
		return new RefCacheDescriptor.Pool(pool.getActiveCount(), pool.getPoolSize(), pool.getMaximumPoolSize(),
				pool.getQueue().size(), pool.getQueue().remainingCapacity());
	}

	@WriteOperation
	CleanedDescriptor cleanUp(@Nullable Duration maxAge) {
		return CleanedDescriptor
			.of((maxAge != null) ? this.tasks.cleanup(Ages.notNegative("maxAge", maxAge)) : this.tasks.cleanup());
	}

}
