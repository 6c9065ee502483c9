package io.refcache.benchmarks;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.refcache.benchmarks.Pollution.OtherResults;
import io.refcache.benchmarks.Pollution.OtherSpringResults;

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Beans whose methods are hit.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class HitConfiguration {

	@Bean
	CachedResults cachedResults() {
		return new CachedResults();
	}

	@Bean
	SpringResults springResults() {
		return new SpringResults();
	}

	@Bean
	OtherResults otherResults() {
		return new OtherResults();
	}

	@Bean
	OtherSpringResults otherSpringResults() {
		return new OtherSpringResults();
	}

	@Bean
	Pollution pollution(OtherResults others, OtherSpringResults springs) {
		return new Pollution(others, springs);
	}

	@Bean
	CacheManager cacheManager() {
		CaffeineCacheManager caches = new CaffeineCacheManager();
		caches.setCaffeine(Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)));
		return caches;
	}

}
