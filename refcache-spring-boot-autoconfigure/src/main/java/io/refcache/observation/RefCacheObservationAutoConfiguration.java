package io.refcache.observation;

import io.micrometer.observation.ObservationRegistry;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.task.CallObserver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for observations of calls and
 * attempts.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class, after = ObservationAutoConfiguration.class)
@ConditionalOnClass({ ObservationRegistry.class, ObservationAutoConfiguration.class })
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
public final class RefCacheObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CallObserver refCacheCallObserver(ObservationRegistry registry,
			ObjectProvider<RefCacheObservationConvention> convention) {
		return new MicrometerObserver(registry, convention.getIfUnique(DefaultRefCacheObservationConvention::new));
	}

}
