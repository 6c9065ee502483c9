package io.refcache.aop;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

import io.refcache.RefCacheConfigurationException;
import io.refcache.RefCached;
import io.refcache.autoconfigure.TaskExecutors;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.env.Environment;

/**
 * Finds all annotated methods when the application starts, and refuses to start it if one
 * is used wrongly.
 */
final class RefCachedVerifier implements SmartInitializingSingleton {

	private static final Set<String> SCOPES_OF_REQUESTS = Set.of("request", "session");

	private final ConfigurableListableBeanFactory beanFactory;

	private final CachedMethods methods;

	private final EvictingMethods evictingMethods;

	private final CandidateClasses candidates;

	private final TaskExecutors executors;

	private final Environment environment;

	RefCachedVerifier(ConfigurableListableBeanFactory beanFactory, CachedMethods methods,
			EvictingMethods evictingMethods, CandidateClasses candidates, TaskExecutors executors,
			Environment environment) {
		this.beanFactory = beanFactory;
		this.methods = methods;
		this.evictingMethods = evictingMethods;
		this.candidates = candidates;
		this.executors = executors;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, Class<?>> beans = new BeanNames(this.beanFactory).all();
		beans.values().removeIf((type) -> !this.candidates.matches(type));
		beans.forEach(this::verify);
		// When all names are known.
		beans.values().stream().distinct().forEach(this.evictingMethods::verify);
		for (String name : configuredNames()) {
			if (!this.methods.isName(name)) {
				throw new RefCacheConfigurationException(
						"Property 'refcache.methods[%s]' is set. No @RefCached method has that name".formatted(name),
						"Take one of %s. A name with a dot needs brackets around it".formatted(this.methods.names()));
			}
		}
	}

	/** As they are written: a name that is cut at its dot would bind to nothing. */
	private Set<String> configuredNames() {
		return Binder.get(this.environment)
			.bind("refcache.methods", Bindable.mapOf(String.class, Object.class))
			.orElseGet(Map::of)
			.keySet();
	}

	private void verify(String beanName, Class<?> type) {
		MetadataLookup<AnnotatedMethod> lookup = (method) -> AnnotatedMethod.find(method, type);
		Map<Method, AnnotatedMethod> found = MethodIntrospector.selectMethods(type, lookup);
		found.values().forEach((method) -> {
			CachedMethod parsed = this.methods.get(method.method(), type);
			checkProxy(parsed);
			checkScope(parsed, beanName);
			checkExecutor(parsed);
		});
	}

	private void checkProxy(CachedMethod method) {
		if (!this.beanFactory.containsBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)) {
			throw method.method()
				.refuse("would run plainly, for proxies are switched off", "Set 'spring.aop.auto=true'");
		}
	}

	private void checkScope(CachedMethod method, String beanName) {
		String proxied = ScopedProxyUtils.getTargetBeanName(beanName);
		String defined = this.beanFactory.containsBeanDefinition(proxied) ? proxied : beanName;
		if (!this.beanFactory.containsBeanDefinition(defined)) {
			return;
		}
		String scope = this.beanFactory.getMergedBeanDefinition(defined).getScope();
		if (method.mayOutliveCall() && scope != null && SCOPES_OF_REQUESTS.contains(scope)) {
			throw method.method()
				.refuse("is on the %s-scoped bean '%s', and may go on when that is gone".formatted(scope, beanName),
						"Put it on a singleton, or leave 'asyncTimeout' out");
		}
	}

	private void checkExecutor(CachedMethod method) {
		try {
			this.executors.get(method.spec().executor());
		}
		catch (RefCacheConfigurationException ex) {
			throw method.method().refuse("cannot be run: " + ex.getProblem(), ex.getCure());
		}
	}

}
