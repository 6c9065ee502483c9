package io.refcache.mcp;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.TaskInProgressException;
import io.refcache.engine.RefCacheEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tools that are not cached themselves, and call what is.
 */
class McpCallerTests {

	@ParameterizedTest
	@ValueSource(strings = { "imperative", "callback", "handing", "shaped" })
	void callThatOutlastsItsTimeoutIsNoFailure(String tool) {
		assertState(tool, "SYNC", "STREAMABLE");
		assertState(tool, "SYNC", "STATELESS");
	}

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void callThatOutlastsItsTimeoutIsNoFailureOfAReactiveTool(String protocol) {
		assertState("reactive", "ASYNC", protocol);
	}

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void reactiveToolActsForItsAgentOnEveryScheduler(String protocol) {
		try (ConfigurableApplicationContext server = McpTestServers.start(CallerApplication.class,
				"spring.ai.mcp.server.type=ASYNC", "spring.ai.mcp.server.protocol=" + protocol);
				McpSyncClient client = McpTestClients.connect(server)) {
			assertThat(McpTestClients.text(McpTestClients.answer(client, "hopping", Map.of("key", "k"))))
				.contains("agent:* agent:*");
		}
	}

	@Test
	void failureAfterACallThatOutlastsItsTimeoutIsOne() {
		try (ConfigurableApplicationContext server = McpTestServers.start(CallerApplication.class);
				McpSyncClient client = McpTestClients.connect(server)) {
			assertThat(McpTestClients.error(client, "swallowing", Map.of("key", "k"))).contains("no such customer");
		}
	}

	private static void assertState(String tool, String type, String protocol) {
		try (ConfigurableApplicationContext server = McpTestServers.start(CallerApplication.class,
				"spring.ai.mcp.server.type=" + type, "spring.ai.mcp.server.protocol=" + protocol);
				McpSyncClient client = McpTestClients.connect(server)) {
			CallToolResult answer = McpTestClients.answer(client, tool, Map.of("key", tool));

			assertThat(answer.isError()).as(McpTestClients.text(answer)).isNotEqualTo(true);
			assertThat(JsonMapper.shared().readTree(McpTestClients.text(answer)).at("/status").stringValue())
				.isIn("pending", "processing");
			assertThat(McpTestClients.text(answer)).contains("get_cached_result");

			State state = server.getBean(State.class);
			state.gate.complete("done");
			String refId = JsonMapper.shared().readTree(McpTestClients.text(answer)).at("/ref_id").stringValue();
			JsonNode result = McpTestClients.call(client, "get_cached_result",
					Map.of("ref_id", refId, "wait_seconds", 10));
			assertThat(result.toString())
				.contains(tool.equals("handing") ? "handing done" : "Call the tool again with the same arguments");
			assertThat(McpTestClients.text(McpTestClients.answer(client, tool, Map.of("key", tool))))
				.contains(tool + " done");
			assertThat(state.runs).hasValue(1);
		}
	}

	/**
	 * Tools on top of a cached service.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class CallerApplication {

		@Bean
		State state() {
			return new State();
		}

		@Bean
		Service service(State state) {
			return new Service(state);
		}

		@Bean
		Callers callers(Service service, ObjectProvider<RefCacheEngine> engine) {
			return new Callers(service, engine);
		}

		@Bean
		ToolCallbackProvider callbacks(Service service) {
			return MethodToolCallbackProvider.builder().toolObjects(new Callback(service)).build();
		}

	}

	static class State {

		final CompletableFuture<String> gate = new CompletableFuture<>();

		final AtomicInteger runs = new AtomicInteger();

	}

	static class Service {

		private final State state;

		Service(State state) {
			this.state = state;
		}

		@RefCached(asyncTimeout = "0s")
		public String slow(String key) {
			this.state.runs.incrementAndGet();
			return key + " " + this.state.gate.join();
		}

		@RefCached(asyncTimeout = "0s")
		public RefResponse<String> response(String key) {
			return RefResponse.of(slow(key));
		}

	}

	record Callback(Service service) {

		@Tool(description = "Calls the service.")
		public String callback(String key) {
			return this.service.slow(key);
		}

	}

	record Answer(String text) {
	}

	static class Callers {

		private final Service service;

		private final ObjectProvider<RefCacheEngine> engine;

		Callers(Service service, ObjectProvider<RefCacheEngine> engine) {
			this.service = service;
			this.engine = engine;
		}

		@McpTool(description = "Calls the service.")
		public String imperative(String key) {
			return this.service.slow(key);
		}

		@McpTool(description = "Calls the service, and says what its answers look like.", generateOutputSchema = true)
		public Answer shaped(String key) {
			return new Answer(this.service.slow(key));
		}

		@McpTool(description = "Goes on somewhere else.")
		public Mono<String> hopping(String key) {
			return Mono.fromCallable(this::actor)
				.subscribeOn(Schedulers.boundedElastic())
				.publishOn(Schedulers.parallel())
				.map((actor) -> actor + " " + actor());
		}

		private String actor() {
			return this.engine.getObject().actor().toString();
		}

		@McpTool(description = "Fails.")
		public String swallowing(String key) {
			try {
				return this.service.slow(key);
			}
			catch (TaskInProgressException ex) {
				throw new IllegalArgumentException("no such customer");
			}
		}

		@McpTool(description = "Hands on what the service answers.")
		public RefResponse<String> handing(String key) {
			return this.service.response(key);
		}

		@McpTool(description = "Calls the service.")
		public Mono<String> reactive(String key) {
			return Mono.fromSupplier(() -> this.service.slow(key));
		}

	}

}
