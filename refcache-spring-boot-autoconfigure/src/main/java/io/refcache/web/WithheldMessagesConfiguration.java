package io.refcache.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JacksonModule;

/**
 * Withholds messages of exceptions from the application's JSON unless they are to be
 * shown.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JacksonModule.class)
class WithheldMessagesConfiguration {

	@Bean
	@ConditionalOnProperty(name = "refcache.web.include-message", havingValue = "never", matchIfMissing = true)
	JacksonModule refCacheWithheldMessages() {
		return new WithheldMessages();
	}

}
