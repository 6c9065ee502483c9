package io.refcache.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.refcache.Actor;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.access.ActorResolver;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.mcp.annotation.McpProgressToken;
import org.springframework.ai.mcp.annotation.McpTool;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.prepost.PostAuthorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What stands around a cached tool decides what its callers get.
 */
class McpAdviceTests {

	private static ConfigurableApplicationContext server;

	private static McpSyncClient client;

	@BeforeAll
	static void start() {
		server = McpTestServers.start(AdvisedApplication.class);
		client = McpTestClients.connect(server);
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "card", "response", "future" })
	void whatAdviceReplacesIsNeverTold(String tool) {
		for (int i = 0; i < 2; i++) {
			assertThat(McpTestClients.call(client, tool, Map.of("owner", "ann")).toString()).contains("****-ann")
				.doesNotContain("4111");
		}
	}

	@Test
	void whatAdviceRefusesIsNeverTold() {
		assertThat(McpTestClients.error(client, "card", Map.of("owner", "mallory"))).contains("IllegalStateException")
			.doesNotContain("4111");
	}

	@Test
	void whatAdviceLeavesAloneHasAReference() {
		assertThat(McpTestClients.call(client, "number", Map.of("owner", "ann")).at("/ref_id").stringValue())
			.startsWith("test:");
	}

	@Test
	void methodOfAnotherBeanIsNotTheToolsOwn() {
		assertThat(McpTestClients.call(client, "view", Map.of("key", "k")).at("/value").stringValue())
			.isEqualTo("masked");
	}

	@Test
	void resolverThatFailsTellsNothing() {
		System.setProperty(Failing.PROPERTY, "true");
		try {
			assertThat(McpTestClients.error(client, "number", Map.of("owner", "ann")))
				.contains("IllegalStateException (error id")
				.doesNotContain("jdbc");
			assertThat(McpTestClients.error(client, "list_tasks", Map.of())).doesNotContain("jdbc");
			assertThat(McpTestClients.error(client, "plain", Map.of())).doesNotContain("jdbc");
		}
		finally {
			System.clearProperty(Failing.PROPERTY);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Authorized.class, Token.class, Result.class })
	void toolThatCannotBeServedSoIsRefused(Class<?> tool) {
		assertThatThrownBy(() -> McpTestServers.start(tool).close())
			.hasStackTraceContaining("RefCacheConfigurationException")
			.hasStackTraceContaining("Tool method McpAdviceTests." + tool.getSimpleName());
	}

	/**
	 * A server.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AdvisedApplication {

		@Bean
		Cards cards() {
			return new Cards();
		}

		@Bean
		Back back() {
			return new Back();
		}

		@Bean
		Front front(Back back) {
			return new Front(back);
		}

		@Bean
		Masking masking() {
			return new Masking();
		}

		@Bean
		ActorResolver failing() {
			return new Failing();
		}

	}

	static class Failing implements ActorResolver {

		static final String PROPERTY = "refcache.test.resolver-fails";

		@Override
		public @Nullable Actor resolve() {
			if (Boolean.getBoolean(PROPERTY)) {
				throw new IllegalStateException("jdbc:secret");
			}
			return null;
		}

	}

	@Aspect
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class Masking {

		@Around("execution(* io.refcache.mcp.McpAdviceTests.Cards.*(String))")
		Object mask(ProceedingJoinPoint call) throws Throwable {
			String owner = (String) call.getArgs()[0];
			Object card = call.proceed();
			if (owner.equals("mallory")) {
				throw new IllegalStateException("not for " + owner);
			}
			if (card instanceof RefResponse<?>) {
				return RefResponse.of("****-" + owner);
			}
			if (card instanceof CompletableFuture<?> future) {
				return future.thenApply((value) -> "****-" + owner);
			}
			return (card instanceof String) ? "****-" + owner : card;
		}

	}

	static class Cards {

		@McpTool(description = "A card.")
		@RefCached
		public String card(String owner) {
			return "4111-" + owner;
		}

		@McpTool(description = "A card.")
		@RefCached
		public RefResponse<String> response(String owner) {
			return RefResponse.of("4111-" + owner);
		}

		@McpTool(description = "A card.")
		@RefCached
		public CompletableFuture<String> future(String owner) {
			return CompletableFuture.completedFuture("4111-" + owner);
		}

		@McpTool(description = "A number.")
		@RefCached
		public int number(String owner) {
			return 4711;
		}

		@McpTool(description = "Plain.")
		public String plain() {
			return "plain";
		}

	}

	static class Back {

		@RefCached
		public String view(String key) {
			return "raw";
		}

	}

	static class Front {

		private final Back back;

		Front(Back back) {
			this.back = back;
		}

		@McpTool(description = "A view.")
		@RefCached(condition = "false")
		public String view(String key) {
			return this.back.view(key).equals("raw") ? "masked" : "nothing";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Authorized {

		@Bean
		Tool tool() {
			return new Tool();
		}

		static class Tool {

			@McpTool(description = "Guarded.")
			@RefCached(policy = "default")
			@PostAuthorize("returnObject != null")
			public List<String> guarded() {
				return new ArrayList<>();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Token {

		@Bean
		Tool tool() {
			return new Tool();
		}

		static class Tool {

			@McpTool(description = "Progress.")
			@RefCached
			public String progress(@McpProgressToken String token) {
				return "done";
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Result {

		@Bean
		Tool tool() {
			return new Tool();
		}

		static class Tool {

			@McpTool(description = "A result.")
			@RefCached
			public CallToolResult result() {
				return CallToolResult.builder().build();
			}

		}

	}

}
