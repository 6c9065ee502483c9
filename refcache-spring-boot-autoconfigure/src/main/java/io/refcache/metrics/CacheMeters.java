package io.refcache.metrics;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.refcache.engine.GetResult;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.EvictionStatistics;
import io.refcache.store.ReferenceStore;

/**
 * Reads the {@linkplain MeterNames meters} of what engine and store count anyway: a hit
 * knows of no meter.
 */
final class CacheMeters implements MeterBinder {

	private final RefCacheEngine engine;

	private final ReferenceStore store;

	CacheMeters(RefCacheEngine engine, ReferenceStore store) {
		this.engine = engine;
		this.store = store;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (GetResult result : GetResult.values()) {
			FunctionCounter.builder(MeterNames.GETS, this.engine, (engine) -> engine.gets(result))
				.description("What calls found under their keys.")
				.tag("result", result.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
		evicted(registry, true, EvictionStatistics::retained);
		evicted(registry, false, EvictionStatistics::cached);
		Gauge.builder(MeterNames.STOPPING, this.engine, (engine) -> engine.tasks().stopping())
			.description("Threads whose computation has ended while its body goes on.")
			.baseUnit("threads")
			.register(registry);
	}

	private void evicted(MeterRegistry registry, boolean retained, ToDoubleFunction<EvictionStatistics> count) {
		FunctionCounter.builder(MeterNames.EVICTED, this.store, (store) -> count.applyAsDouble(store.evictions()))
			.description("References that had to go for space.")
			.tag("retained", String.valueOf(retained))
			.register(registry);
	}

}
