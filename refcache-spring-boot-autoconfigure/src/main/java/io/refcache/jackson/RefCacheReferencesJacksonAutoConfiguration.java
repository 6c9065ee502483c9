package io.refcache.jackson;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.engine.RefCacheEngine;
import tools.jackson.databind.JacksonModule;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for references in JSON, on Jackson
 * 3.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RefCacheAutoConfiguration.class)
@ConditionalOnClass(JacksonModule.class)
public final class RefCacheReferencesJacksonAutoConfiguration {

	/** The engine is asked late: what it is made of may need JSON. */
	@Bean
	@ConditionalOnBean(RefCacheEngine.class)
	JacksonModule refCacheReferencesModule(ObjectProvider<RefCacheEngine> engine) {
		return new ReferencesModule(() -> engine.getObject().settings().name());
	}

}
