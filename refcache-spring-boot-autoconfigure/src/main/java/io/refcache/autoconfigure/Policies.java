package io.refcache.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import io.refcache.RefCacheConfigurationException;
import io.refcache.access.AccessPolicy;

/**
 * Gathers access policies from beans and properties.
 */
final class Policies {

	private Policies() {
	}

	static Map<String, AccessPolicy> of(Map<String, AccessPolicy> beans, RefCacheProperties properties) {
		Map<String, AccessPolicy> policies = new HashMap<>(beans);
		properties.getPolicies().forEach((name, policy) -> {
			if (policies.put(name, policy.toPolicy()) != null) {
				throw new RefCacheConfigurationException(
						"The access policy '%s' is both a bean and in 'refcache.policies.%s.*'".formatted(name, name),
						"Remove one of them");
			}
		});
		return policies;
	}

}
