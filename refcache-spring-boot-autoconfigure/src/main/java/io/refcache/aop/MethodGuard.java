package io.refcache.aop;

import java.util.List;
import java.util.function.UnaryOperator;

import io.refcache.RefCacheConfig;
import io.refcache.RefCacheConfigurationException;
import io.refcache.RefCached;
import io.refcache.engine.AccessRules;
import io.refcache.engine.RefCacheEngine;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * Chooses who may use the results of a method. What is guarded by authorization is not
 * given to whoever has a reference unless the method says so.
 */
final class MethodGuard {

	private static final List<String> AUTHORIZATION = List.of(
			"org.springframework.security.access.prepost.PreAuthorize",
			"org.springframework.security.access.prepost.PostAuthorize",
			"org.springframework.security.access.prepost.PreFilter",
			"org.springframework.security.access.prepost.PostFilter",
			"org.springframework.security.access.annotation.Secured", "jakarta.annotation.security.RolesAllowed",
			"jakarta.annotation.security.DenyAll");

	private final AnnotatedMethod method;

	private final RefCacheEngine engine;

	private final UnaryOperator<String> resolver;

	/**
	 * A guard.
	 * @param method the method
	 * @param engine makes the rules
	 * @param resolver fills in placeholders of properties
	 */
	MethodGuard(AnnotatedMethod method, RefCacheEngine engine, UnaryOperator<String> resolver) {
		this.method = method;
		this.engine = engine;
		this.resolver = resolver;
	}

	AccessRules rules() {
		RefCached annotation = this.method.annotation();
		RefCacheConfig config = this.method.config();
		String policy = choose(annotation.policy(), (config != null) ? config.policy() : "");
		String namespace = choose(annotation.namespace(), (config != null) ? config.namespace() : "");
		AccessRules rules;
		try {
			rules = this.engine.access(policy, namespace, this.resolver.apply(annotation.owner()),
					annotation.sessionScoped());
		}
		catch (RefCacheConfigurationException ex) {
			throw this.method.refuse("cannot be guarded: " + ex.getProblem(), ex.getCure());
		}
		if (policy.isEmpty() && !rules.namesIdentity()) {
			refuseAuthorization();
		}
		return rules;
	}

	private String choose(String own, String inherited) {
		return this.resolver.apply(own.isEmpty() ? inherited : own);
	}

	private void refuseAuthorization() {
		MergedAnnotations onMethod = MergedAnnotations.from(this.method.method(), SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotations onClass = MergedAnnotations.from(this.method.beanClass(), SearchStrategy.TYPE_HIERARCHY);
		for (String name : AUTHORIZATION) {
			if (onMethod.isPresent(name) || onClass.isPresent(name)) {
				throw this.method.refuse(
						"is also @%s, but whoever has a reference to its result may read that"
							.formatted(ClassUtils.getShortName(name)),
						"Name an identity in 'namespace', as in 'user:{user_id}', or a 'policy', be it 'default'");
			}
		}
	}

}
