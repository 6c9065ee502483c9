package io.refcache.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.ReferenceStore;
import io.refcache.task.TaskListener;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for meters.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class, after = CompositeMeterRegistryAutoConfiguration.class)
@ConditionalOnClass({ MeterRegistry.class, CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
public final class RefCacheMetricsAutoConfiguration {

	@Bean
	TaskListener refCacheTaskMeters(MeterRegistry registry) {
		return new TaskMeters(registry);
	}

	@Bean
	MeterBinder refCacheMeters(RefCacheEngine engine, ReferenceStore store) {
		return new CacheMeters(engine, store);
	}

}
