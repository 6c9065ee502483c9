package io.refcache.aop;

import io.refcache.RefCached;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.autoconfigure.TaskExecutors;
import io.refcache.engine.RefCacheEngine;
import org.springframework.aop.Advisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the advice around
 * {@link RefCached} methods.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RefCacheAutoConfiguration.class)
@ConditionalOnClass(Advisor.class)
@ConditionalOnBean(RefCacheEngine.class)
public final class RefCachedAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static CandidateClasses refCacheCandidateClasses() {
		return new CandidateClasses();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Advisor refCachedAdvisor(ObjectProvider<RefCacheEngine> engine, ObjectProvider<CachedMethods> methods,
			CandidateClasses candidates, Environment environment, BeanFactory beanFactory) {
		return new RefCachedAdvisor(new RefCachedInterceptor(engine::getObject, methods::getObject), candidates,
				order(environment), beanFactory);
	}

	/**
	 * At the same order: outside of transactions, so that it evicts what is committed.
	 */
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Advisor refCacheEvictAdvisor(ObjectProvider<RefCacheEngine> engine, ObjectProvider<EvictingMethods> methods,
			CandidateClasses candidates, Environment environment) {
		return new EvictAdvisor(new EvictInterceptor(engine::getObject, methods::getObject), candidates,
				order(environment));
	}

	private static int order(Environment environment) {
		return Binder.get(environment)
			.bind("refcache.aop.order", Integer.class)
			.orElseGet(() -> new RefCacheProperties.Aop().getOrder());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static EvictingMethods refCacheEvictingMethods(ConfigurableListableBeanFactory beanFactory, CachedMethods methods,
			RefCacheEngine engine) {
		return new EvictingMethods(beanFactory, methods, engine);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static CachedMethods refCachedMethods(ConfigurableListableBeanFactory beanFactory, RefCacheProperties properties,
			RefCacheEngine engine) {
		return new CachedMethods(new MethodParser(beanFactory, properties, engine),
				(method) -> engine.register(method.method().method(), method.spec(),
						(evictor, given) -> method.keys(evictor, given, engine)));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
	static RefCachedVerifier refCachedVerifier(ConfigurableListableBeanFactory beanFactory, CachedMethods methods,
			EvictingMethods evictingMethods, CandidateClasses candidates, TaskExecutors executors,
			Environment environment) {
		return new RefCachedVerifier(beanFactory, methods, evictingMethods, candidates, executors, environment);
	}

}
