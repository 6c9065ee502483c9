package io.refcache.security;

import java.util.List;

import io.refcache.Actor;
import io.refcache.EntryOptions;
import io.refcache.MissingContextValueException;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefNotFoundException;
import io.refcache.access.ActorResolver;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import io.refcache.web.RefCacheRequestActorAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who calls, in an application with Spring Security and requests.
 */
class RefCacheSecurityAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, MemoryStoreAutoConfiguration.class,
				RefCacheAutoConfiguration.class, RefCachedAutoConfiguration.class,
				RefCacheRequestActorAutoConfiguration.class, RefCacheSecurityAutoConfiguration.class))
		.withBean(Desk.class);

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void usersHaveEntriesOfTheirOwn() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			authenticate("alice");
			assertThat(desk.own("a")).isEqualTo("a 1");
			assertThat(desk.own("a")).isEqualTo("a 1");
			authenticate("bob");
			assertThat(desk.own("a")).isEqualTo("a 2");
		});
	}

	@Test
	void oneDoesNotFindTheReferencesOfTheOther() {
		this.runner.run((context) -> {
			RefCache cache = context.getBean(RefCache.class);
			authenticate("alice");
			String refId = cache.set("key", "value", EntryOptions.DEFAULTS.withNamespace("user:{user_id}")).refId();
			assertThat(cache.resolve(refId, String.class)).isEqualTo("value");
			authenticate("bob");
			assertThat(cache.exists(refId)).isFalse();
			assertThatExceptionOfType(RefNotFoundException.class).isThrownBy(() -> cache.resolve(refId, String.class));
		});
	}

	@Test
	void callWithoutUserIsRefusedByName() {
		this.runner.run((context) -> {
			RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
			assertThatExceptionOfType(MissingContextValueException.class)
				.isThrownBy(() -> context.getBean(Desk.class).own("a"))
				.satisfies((ex) -> assertThat(ex.getPlaceholder()).isEqualTo("user_id"));
		});
	}

	@Test
	void sessionIsThatOfTheRequest() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			authenticate("alice");
			request().getSession(true);
			assertThat(desk.inSession("a")).isEqualTo("a 1");
			assertThat(desk.inSession("a")).isEqualTo("a 1");
			request().getSession(true);
			assertThat(desk.inSession("a")).isEqualTo("a 2");
			request();
			assertThatExceptionOfType(MissingContextValueException.class).isThrownBy(() -> desk.inSession("a"))
				.satisfies((ex) -> assertThat(ex.getPlaceholder()).isEqualTo("session_id"));
		});
	}

	@Test
	void requestMakesNoSession() {
		this.runner.run((context) -> {
			MockHttpServletRequest request = request();
			context.getBean(RefCache.class).exists("default:0123456789abcdef");
			assertThat(request.getSession(false)).isNull();
		});
	}

	@Test
	void resolversOfTheApplicationComeFirst() {
		this.runner.withBean("own", ActorResolver.class, () -> () -> Actor.user("carol")).run((context) -> {
			authenticate("alice");
			assertThat(context.getBeanProvider(ActorResolver.class).orderedStream().map(ActorResolver::resolve)).first()
				.isEqualTo(Actor.user("carol"));
			context.getBean(Desk.class).own("a");
			assertThat(context.getBean(RefCache.class).as(Actor.SYSTEM).clear("user:carol")).isOne();
		});
	}

	@Test
	void resolverOfRequestsComesLast() {
		this.runner.run((context) -> {
			List<ActorResolver> resolvers = context.getBeanProvider(ActorResolver.class).orderedStream().toList();
			assertThat(resolvers).hasSize(2);
			assertThat(resolvers.get(0)).isInstanceOf(SecurityActorResolver.class);
		});
	}

	@Test
	void converterMayBeReplaced() {
		AuthenticationActorConverter converter = (authentication) -> Actor.agent(authentication.getName());
		this.runner.withBean(AuthenticationActorConverter.class, () -> converter).run((context) -> {
			authenticate("robot");
			assertThat(context.getBean("refCacheSecurityActorResolver", ActorResolver.class).resolve())
				.isEqualTo(Actor.agent("robot"));
		});
	}

	@Test
	void nothingIsResolvedWhereItIsOff() {
		this.runner.withPropertyValues("refcache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ActorResolver.class));
	}

	private static void authenticate(String name) {
		SecurityContextHolder.setContext(
				new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(name, "secret", List.of())));
	}

	private static MockHttpServletRequest request() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		return request;
	}

	static class Desk {

		private int runs;

		@RefCached(namespace = "user:{user_id}")
		public String own(String id) {
			return id + " " + ++this.runs;
		}

		@RefCached(sessionScoped = true)
		public String inSession(String id) {
			return id + " " + ++this.runs;
		}

	}

}
