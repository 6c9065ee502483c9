package io.refcache.benchmarks;

import org.springframework.cache.annotation.Cacheable;

/**
 * The same results, kept by Spring's cache abstraction.
 */
class SpringResults {

	@Cacheable(cacheNames = "sync", sync = true)
	String syncOne(String id) {
		return id;
	}

	@Cacheable(cacheNames = "syncPages", sync = true)
	String syncThree(String id, int page, String language) {
		return id;
	}

	@Cacheable("plain")
	String one(String id) {
		return id;
	}

	@Cacheable("plainPages")
	String three(String id, int page, String language) {
		return id;
	}

}
