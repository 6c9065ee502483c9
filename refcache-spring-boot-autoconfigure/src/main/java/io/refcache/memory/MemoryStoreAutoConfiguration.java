package io.refcache.memory;

import java.time.InstantSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.store.ReferenceStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the store in memory.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
@ConditionalOnClass(Caffeine.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "refcache.store.type", havingValue = "memory", matchIfMissing = true)
@EnableConfigurationProperties(RefCacheProperties.class)
public final class MemoryStoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ReferenceStore refCacheMemoryStore(RefCacheProperties properties, @Qualifier("refCacheClock") InstantSource clock) {
		return new MemoryReferenceStore(clock,
				new MemoryLimits(properties.getMemory().getMaxEntries(), properties.getTask().getMaxRetained()));
	}

}
