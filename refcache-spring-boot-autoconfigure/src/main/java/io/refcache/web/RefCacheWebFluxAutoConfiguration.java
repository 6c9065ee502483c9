package io.refcache.web;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.autoconfigure.RefCacheProperties.IncludeMessage;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for calls in progress on Spring
 * WebFlux. References are not served there, so answers have no address: the same request
 * is to be repeated.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RefCacheAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.web.reactive.DispatcherHandler")
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RefCacheProperties.class)
@Import(WithheldMessagesConfiguration.class)
public final class RefCacheWebFluxAutoConfiguration {

	@Bean
	InProgressAdvice refCacheInProgressAdvice(RefCacheProperties properties) {
		return new InProgressAdvice(new TaskAnswers((refId) -> null, includesMessage(properties)));
	}

	@Bean
	RefusalAdvice refCacheRefusalAdvice(RefCacheProperties properties) {
		return new RefusalAdvice(includesMessage(properties));
	}

	private static boolean includesMessage(RefCacheProperties properties) {
		return properties.getWeb().getIncludeMessage() == IncludeMessage.ALWAYS;
	}

}
