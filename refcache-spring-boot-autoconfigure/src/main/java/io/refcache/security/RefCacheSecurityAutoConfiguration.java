package io.refcache.security;

import io.refcache.access.ActorResolver;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for actors from Spring Security.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
@ConditionalOnClass(Authentication.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
public final class RefCacheSecurityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AuthenticationActorConverter refCacheAuthenticationActorConverter() {
		return new ClaimsActorConverter();
	}

	/** Without an order, so that a resolver of the application comes first. */
	@Bean
	ActorResolver refCacheSecurityActorResolver(ObjectProvider<SecurityContextHolderStrategy> holder,
			AuthenticationActorConverter converter) {
		return new SecurityActorResolver(holder.getIfUnique(SecurityContextHolder::getContextHolderStrategy),
				converter);
	}

}
