package io.refcache.web;

import io.refcache.Ref;
import io.refcache.autoconfigure.RefCacheProperties;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a {@link Ref} as parameter of a
 * controller, on Spring MVC. Controllers have them whether refcache is on or not, and in
 * tests without an engine.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@EnableConfigurationProperties(RefCacheProperties.class)
public final class RefCacheReferencesWebMvcAutoConfiguration {

	@Bean
	WebMvcConfigurer refCacheReferencesConfigurer(RefCacheProperties properties, Environment environment) {
		String name = properties.cacheName(environment);
		return new WebMvcConfigurer() {

			@Override
			public void addFormatters(FormatterRegistry registry) {
				if (registry instanceof ConversionService values) {
					registry.addConverter(new RefConverter(name, values));
				}
			}

		};
	}

}
