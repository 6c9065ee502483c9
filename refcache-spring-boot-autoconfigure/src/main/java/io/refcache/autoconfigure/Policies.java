package io.refcache.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import io.refcache.RefCacheConfigurationException;
import io.refcache.access.AccessPolicy;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Gathers access policies from beans and properties.
 */
final class Policies {

	private Policies() {
	}

	/**
	 * All policies by name.
	 * @throws org.springframework.boot.context.properties.bind.BindException if a policy
	 * has properties that there are not: without the word that was meant it would permit
	 * more
	 */
	static Map<String, AccessPolicy> of(Map<String, AccessPolicy> beans, RefCacheProperties properties,
			Environment environment) {
		if (!properties.getPolicies().isEmpty()) {
			Binder.get(environment)
				.bind("refcache.policies", Bindable.mapOf(String.class, RefCachePolicyProperties.class),
						new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
		}
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
