package io.refcache.security;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is authenticated, as an actor.
 */
class SecurityActorResolverTests {

	private final SecurityActorResolver resolver = new SecurityActorResolver(
			SecurityContextHolder.getContextHolderStrategy(), new ClaimsActorConverter());

	@AfterEach
	void clearContext() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void nobodyIsKnownWithoutAuthentication() {
		assertThat(this.resolver.resolve()).isNull();
	}

	@Test
	void anonymousAuthenticationIsNobody() {
		assertThat(resolve(
				new AnonymousAuthenticationToken("key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANON"))))
			.isNull();
	}

	@Test
	void requestForAuthenticationIsNobody() {
		assertThat(resolve(UsernamePasswordAuthenticationToken.unauthenticated("alice", "secret"))).isNull();
	}

	@Test
	void nameAndAuthoritiesAreKnown() {
		Authentication alice = UsernamePasswordAuthenticationToken.authenticated("alice", "secret",
				AuthorityUtils.createAuthorityList("ROLE_USER", "reports:read"));

		assertThat(resolve(alice)).isEqualTo(Actor.user("alice")
			.withAttributes(Map.of(AuthenticationActorConverter.AUTHORITIES, "ROLE_USER,reports:read")));
	}

	@Test
	void emptyNameIsNobody() {
		assertThat(resolve(UsernamePasswordAuthenticationToken.authenticated(" ", "secret", List.of()))).isNull();
	}

	@Test
	void claimsOfATokenAreKnown() {
		Jwt jwt = new Jwt("text", Instant.EPOCH, Instant.MAX, Map.of("alg", "none"),
				Map.of("sub", "alice", "org_id", "acme", "tenant_id", 7, "azp", "app", "email", "a@example.org"));
		TestingAuthenticationToken authentication = new TestingAuthenticationToken(jwt, "text", List.of());

		assertThat(resolve(authentication)).isNotNull()
			.extracting(Actor::attributes)
			.isEqualTo(Map.of(Actor.ORG_ID, "acme", Actor.TENANT_ID, "7", Actor.CLIENT_ID, "app"));
	}

	@Test
	void clientOfATokenComesBeforeTheAuthorizedParty() {
		Jwt jwt = new Jwt("text", Instant.EPOCH, Instant.MAX, Map.of("alg", "none"),
				Map.of("sub", "alice", "client_id", "robot", "azp", "app"));

		assertThat(resolve(new TestingAuthenticationToken(jwt, "text", List.of()))).isNotNull()
			.extracting(Actor::attributes)
			.isEqualTo(Map.of(Actor.CLIENT_ID, "robot"));
	}

	@Test
	void attributesOfAPrincipalAreKnown() {
		DefaultOAuth2AuthenticatedPrincipal principal = new DefaultOAuth2AuthenticatedPrincipal("alice",
				Map.of("org_id", "acme", "tenant_id", List.of("no", "text")), List.of());

		assertThat(resolve(new TestingAuthenticationToken(principal, "text", List.of())))
			.isEqualTo(Actor.user("alice").withAttributes(Map.of(Actor.ORG_ID, "acme")));
	}

	private @Nullable Actor resolve(Authentication authentication) {
		SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
		return this.resolver.resolve();
	}

}
