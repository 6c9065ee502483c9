package io.refcache.actuate;

import java.time.InstantSource;

import io.refcache.RefCache;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.TaskExecutors;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.ReferenceStore;
import io.refcache.task.TaskRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for Actuator's endpoints.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RefCacheAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({ RefCacheEngine.class, ReferenceStore.class, TaskExecutors.class })
@EnableConfigurationProperties(RefCacheTasksEndpointProperties.class)
public final class RefCacheEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	RefCacheTasksEndpoint refCacheTasksEndpoint(TaskRegistry tasks, RefCache refCache,
			@Qualifier("refCacheClock") InstantSource clock, RefCacheTasksEndpointProperties properties) {
		return new RefCacheTasksEndpoint(tasks, refCache, clock, properties.getShowValues());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(RefCacheTasksEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	RefCacheTasksEndpointWebExtension refCacheTasksEndpointWebExtension(RefCacheTasksEndpoint endpoint,
			RefCacheTasksEndpointProperties properties) {
		return new RefCacheTasksEndpointWebExtension(endpoint, properties.getShowValues(), properties.getRoles());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	RefCacheEndpoint refCacheEndpoint(RefCacheEngine engine, ReferenceStore store, TaskRegistry tasks,
			TaskExecutors executors) {
		return new RefCacheEndpoint(engine.settings().name(), store, tasks, executors);
	}

}
