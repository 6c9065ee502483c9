package io.refcache.actuate;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;

import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceStore;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Is down if the store does not answer. A busy executor is told in the details alone: it
 * works, and a restart would only lose what it has.
 */
final class RefCacheHealthIndicator extends AbstractHealthIndicator {

	/** Leads nowhere. */
	private static final RefId PROBE = new RefId("health", 0, 0);

	private final ReferenceStore store;

	private final Supplier<Map<String, ThreadPoolExecutor>> executors;

	RefCacheHealthIndicator(ReferenceStore store, Supplier<Map<String, ThreadPoolExecutor>> executors) {
		super("The reference store does not answer");
		this.store = store;
		this.executors = executors;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.withDetail("store", this.store.getClass().getSimpleName());
		this.store.find(PROBE, Part.HEAD);
		Map<String, Pool> pools = new TreeMap<>();
		this.executors.get().forEach((name, pool) -> pools.put(name, Pool.of(pool)));
		builder.up().withDetail("executors", pools);
	}

	/**
	 * What is told of an executor.
	 *
	 * @param active threads that run something
	 * @param queued what waits for a thread
	 * @param saturated whether it takes no more right now
	 */
	record Pool(int active, int queued, boolean saturated) {

		static Pool of(ThreadPoolExecutor pool) {
			int active = pool.getActiveCount();
			return new Pool(active, pool.getQueue().size(),
					active >= pool.getMaximumPoolSize() && pool.getQueue().remainingCapacity() == 0);
		}

	}

}
