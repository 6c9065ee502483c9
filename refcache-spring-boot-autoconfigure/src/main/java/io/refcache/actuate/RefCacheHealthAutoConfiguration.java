package io.refcache.actuate;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.TaskExecutors;
import io.refcache.store.ReferenceStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for health.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RefCacheAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ ReferenceStore.class, TaskExecutors.class })
@ConditionalOnEnabledHealthIndicator("refcache")
public final class RefCacheHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "refCacheHealthIndicator", "refCacheHealthContributor" })
	HealthContributor refCacheHealthContributor(ReferenceStore store, TaskExecutors executors) {
		return new RefCacheHealthIndicator(store, executors::pools);
	}

}
