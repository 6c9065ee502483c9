package io.refcache.jackson;

import io.refcache.autoconfigure.RefCacheProperties;
import tools.jackson.databind.JacksonModule;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for references in JSON, on Jackson
 * 3. JSON has them whether refcache is on or not.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(JacksonModule.class)
@EnableConfigurationProperties(RefCacheProperties.class)
public final class RefCacheReferencesJacksonAutoConfiguration {

	@Bean
	JacksonModule refCacheReferencesModule(RefCacheProperties properties, Environment environment) {
		return new ReferencesModule(properties.cacheName(environment));
	}

}
