package io.refcache.mcp;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.refcache.Actor;
import io.refcache.EntryOptions;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.access.ActorScope;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.jackson.RefCacheJacksonAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.execution.DefaultToolExecutionExceptionProcessor;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A model that the application itself talks to, as its tools see it.
 */
class RefCacheToolsTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withUserConfiguration(ModelApplication.class)
		.withClassLoader(new FilteredClassLoader("io.modelcontextprotocol"))
		.withPropertyValues("refcache.policies.execute-only.agent-permissions=execute");

	@Test
	void modelIsToldHowToGoOnWithWhatRunsStill() {
		this.contexts.run((context) -> {
			assertThat(context).doesNotHaveBean(McpCalls.class);
			String message = callUnfinished(context);
			assertThat(message).contains("Still running, ref_id=", "poll_after_seconds=", "get_cached_result",
					"call again with equal arguments");
			String refId = message.replaceAll(".*ref_id=([^,]+),.*", "$1");
			assertThat(call(context, "get_cached_result", Map.of("ref_id", refId)).at("/status").stringValue())
				.isIn("pending", "processing");

			context.getBean(State.class).gate.complete("done");

			assertThat(call(context, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 10)).at("/value")
				.stringValue()).isEqualTo("slow done");
			assertThat(context.getBean(State.class).runs).hasValue(1);
		});
	}

	@Test
	void agentCancelsItsOwnTaskAndRetriesIt() {
		this.contexts.run((context) -> ActorScope.run(Actor.agent("robot"), () -> {
			String refId = callUnfinished(context).replaceAll(".*ref_id=([^,]+),.*", "$1");
			assertThat(call(context, "list_tasks", Map.of()).at("/tasks/0/ref_id").stringValue()).isEqualTo(refId);
			assertThat(call(context, "cancel_task", Map.of("ref_id", refId)).at("/status").stringValue())
				.isEqualTo("cancelled");
			assertThat(call(context, "retry_task", Map.of("ref_id", refId)).at("/message").stringValue())
				.contains("Only failed tasks are run again");
		}));
	}

	@Test
	void nobodyIsNotTheApplication() {
		this.contexts.run((context) -> {
			String refId = context.getBean(RefCache.class)
				.set("secret", "hunter2", EntryOptions.DEFAULTS.withPolicy("execute-only"))
				.refId();

			assertThat(call(context, "get_cached_result", Map.of("ref_id", refId, "full", true)).toString())
				.doesNotContain("hunter2");
			callUnfinished(context);
			assertThat(call(context, "list_tasks", Map.of())).hasToString("{\"tasks\":[]}");
		});
	}

	@Test
	void wrongArgumentsAreAnsweredWithACure() {
		this.contexts.run((context) -> {
			assertThat(call(context, "get_cached_result", Map.of()).toString()).contains("'ref_id' is missing");
			assertThat(call(context, "get_cached_result", Map.of("ref_id", "x", "page", 0)).toString()).contains("page",
					"other arguments");
			assertThat(callback(context, "list_tasks").call("[1]")).contains("must be a JSON object");
			assertThat(callback(context, "list_tasks").getToolDefinition().inputSchema()).contains("\"status\"");
		});
	}

	@Test
	void toolsDoNothingWhereRefcacheIsOff() {
		this.contexts.withPropertyValues("refcache.enabled=false")
			.run((context) -> assertThat(call(context, "list_tasks", Map.of())).hasToString("{\"tasks\":[]}"));
	}

	/** As Spring AI's tool calling does it. */
	private static String callUnfinished(ApplicationContext context) {
		ToolCallback slow = MethodToolCallbackProvider.builder()
			.toolObjects(context.getBean(Slow.class))
			.build()
			.getToolCallbacks()[0];
		ToolExecutionException failure = catchThrowableOfType(ToolExecutionException.class,
				() -> slow.call("{\"key\":\"slow\"}"));
		return DefaultToolExecutionExceptionProcessor.builder().build().process(failure);
	}

	private static JsonNode call(ApplicationContext context, String tool, Map<String, Object> arguments) {
		return JsonMapper.shared()
			.readTree(callback(context, tool).call(JsonMapper.shared().writeValueAsString(arguments)));
	}

	private static ToolCallback callback(ApplicationContext context, String tool) {
		return Stream.of(context.getBean(RefCacheTools.class).callbacks())
			.filter((callback) -> callback.getToolDefinition().name().equals(tool))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * An application without a server.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, JacksonAutoConfiguration.class,
			RefCacheAutoConfiguration.class, RefCachedAutoConfiguration.class, RefCacheJacksonAutoConfiguration.class,
			MemoryStoreAutoConfiguration.class, RefCacheToolsAutoConfiguration.class,
			RefCacheMcpAutoConfiguration.class })
	static class ModelApplication {

		@Bean
		State state() {
			return new State();
		}

		@Bean
		Slow slow(State state) {
			return new Slow(state);
		}

	}

	public static class State {

		final CompletableFuture<String> gate = new CompletableFuture<>();

		final AtomicInteger runs = new AtomicInteger();

	}

	public static class Slow {

		private final State state;

		public Slow(State state) {
			this.state = state;
		}

		@Tool(description = "Waits.")
		@RefCached(asyncTimeout = "0s")
		public String slow(String key) {
			this.state.runs.incrementAndGet();
			return key + " " + this.state.gate.join();
		}

	}

}
