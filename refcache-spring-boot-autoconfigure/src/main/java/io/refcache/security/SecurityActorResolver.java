package io.refcache.security;

import io.refcache.Actor;
import io.refcache.access.ActorResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * The actor that is authenticated on the current thread.
 */
final class SecurityActorResolver implements ActorResolver {

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	private final SecurityContextHolderStrategy holder;

	private final AuthenticationActorConverter converter;

	SecurityActorResolver(SecurityContextHolderStrategy holder, AuthenticationActorConverter converter) {
		this.holder = holder;
		this.converter = converter;
	}

	@Override
	public boolean knowsAgents() {
		return !(this.converter instanceof ClaimsActorConverter);
	}

	@Override
	public @Nullable Actor resolve() {
		Authentication authentication = this.holder.getContext().getAuthentication();
		return (authentication != null && this.trust.isAuthenticated(authentication))
				? this.converter.convert(authentication) : null;
	}

}
