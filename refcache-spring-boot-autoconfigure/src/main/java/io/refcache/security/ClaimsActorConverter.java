package io.refcache.security;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.util.ClassUtils;

/**
 * A user by its name, with what its token or its identity provider tells of it.
 */
final class ClaimsActorConverter implements AuthenticationActorConverter {

	/** Names of a client in tokens: RFC 9068, then OpenID Connect. */
	private static final List<String> CLIENT_CLAIMS = List.of(Actor.CLIENT_ID, "azp");

	private static final boolean OAUTH2 = ClassUtils.isPresent(
			"org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal",
			ClaimsActorConverter.class.getClassLoader());

	@Override
	public @Nullable Actor convert(Authentication authentication) {
		String name = authentication.getName();
		if (name == null || name.isBlank()) {
			return null;
		}
		String authorities = authorities(authentication.getAuthorities());
		Map<String, Object> claims = (OAUTH2) ? OAuth2.claims(authentication.getPrincipal()) : Map.of();
		if (authorities.isEmpty() && claims.isEmpty()) {
			return Actor.user(name);
		}
		Map<String, String> attributes = new HashMap<>();
		putIfText(attributes, AUTHORITIES, authorities);
		putIfText(attributes, Actor.ORG_ID, claims.get(Actor.ORG_ID));
		putIfText(attributes, Actor.TENANT_ID, claims.get(Actor.TENANT_ID));
		for (String claim : CLIENT_CLAIMS) {
			putIfText(attributes, Actor.CLIENT_ID, claims.get(claim));
		}
		return Actor.user(name).withAttributes(attributes);
	}

	private static String authorities(Collection<? extends GrantedAuthority> authorities) {
		if (authorities.isEmpty()) {
			return "";
		}
		StringBuilder names = new StringBuilder();
		for (GrantedAuthority authority : authorities) {
			if (authority.getAuthority() != null) {
				names.append(names.isEmpty() ? "" : ",").append(authority.getAuthority());
			}
		}
		return names.toString();
	}

	private static void putIfText(Map<String, String> attributes, String name, @Nullable Object value) {
		if (value instanceof String || value instanceof Number) {
			String text = value.toString();
			if (!text.isBlank()) {
				attributes.putIfAbsent(name, text);
			}
		}
	}

	/**
	 * What is there only with Spring Security's OAuth2 support.
	 */
	private static final class OAuth2 {

		static Map<String, Object> claims(@Nullable Object principal) {
			if (principal instanceof ClaimAccessor token) {
				return token.getClaims();
			}
			return (principal instanceof OAuth2AuthenticatedPrincipal user) ? user.getAttributes() : Map.of();
		}

	}

}
