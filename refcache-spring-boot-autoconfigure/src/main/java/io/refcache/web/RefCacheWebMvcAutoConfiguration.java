package io.refcache.web;

import java.time.InstantSource;

import io.refcache.RefCache;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheProperties.IncludeMessage;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.engine.RefCacheEngine;
import io.refcache.task.CallerPatience;
import io.refcache.task.CallerReferences;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for references over HTTP, on Spring
 * MVC. Tests of controllers, which have no engine, still get the answers for calls in
 * progress.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RefCacheAutoConfiguration.class,
		afterName = "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ DispatcherServlet.class, ResponseBodyAdvice.class })
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RefCacheProperties.class)
@Import(WithheldMessagesConfiguration.class)
public final class RefCacheWebMvcAutoConfiguration {

	@Bean
	@ConditionalOnBooleanProperty(name = "refcache.web.enabled", matchIfMissing = true)
	ReferenceLocations refCacheReferenceLocations(RefCacheProperties properties) {
		return new ReferenceLocations(properties.getWeb().getBasePath());
	}

	@Bean
	TaskAnswers refCacheTaskAnswers(RefCacheProperties properties, ObjectProvider<ReferenceLocations> provider) {
		ReferenceLocations locations = provider.getIfAvailable();
		return new TaskAnswers((refId) -> (locations != null) ? locations.of(refId) : null,
				properties.getWeb().getIncludeMessage() == IncludeMessage.ALWAYS);
	}

	@Bean
	InProgressAdvice refCacheInProgressAdvice(TaskAnswers answers) {
		return new InProgressAdvice(answers);
	}

	@Bean
	RefusalAdvice refCacheRefusalAdvice(RefCacheProperties properties) {
		return new RefusalAdvice(properties.getWeb().getIncludeMessage() == IncludeMessage.ALWAYS);
	}

	@Bean
	TaskBodyAdvice refCacheTaskBodyAdvice(TaskAnswers answers) {
		return new TaskBodyAdvice(answers);
	}

	@Bean
	@ConditionalOnBean(RefCacheEngine.class)
	CallerPatience refCacheRequestPatience(RefCacheProperties properties,
			@Qualifier("refCacheClock") InstantSource clock) {
		return new RequestPatience(properties.getWeb().getMaxWait(), clock);
	}

	@Bean
	@ConditionalOnBean(RefCacheEngine.class)
	CallerReferences refCacheRequestReferences() {
		return new RequestReferences();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(RefCacheEngine.class)
	@ConditionalOnBooleanProperty(name = "refcache.web.enabled", matchIfMissing = true)
	static class EndpointConfiguration {

		@Bean
		Watchers refCacheWatchers(RefCacheEngine engine, RefCacheProperties properties) {
			return new Watchers(engine.tasks(), properties.getWeb().getMaxWatchers(),
					properties.getWeb().getHeartbeat());
		}

		@Bean
		ReferenceController refCacheReferenceController(RefCacheEngine engine, ReferenceLocations locations,
				TaskAnswers answers, Watchers watchers, RefCacheProperties properties) {
			return new ReferenceController(engine, locations, new ReferenceAnswers(answers), watchers,
					properties.getWeb().getMaxWait());
		}

		@Bean
		StrayRequestResolver refCacheStrayRequestResolver(ReferenceLocations locations,
				ObjectProvider<RequestMappingHandlerAdapter> adapter) {
			return new StrayRequestResolver(locations, () -> adapter.getObject().getMessageConverters());
		}

		@Bean
		@Conditional(OnChangesCondition.class)
		TaskController refCacheTaskController(RefCache refCache, ReferenceLocations locations, TaskAnswers answers) {
			return new TaskController(refCache, locations, answers);
		}

	}

}
