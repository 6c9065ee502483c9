package io.refcache.mcp;

import io.refcache.ProgressCallback;
import io.refcache.RefCached;
import io.refcache.TaskContext;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * A server that a client starts as its child, and talks to over standard input and
 * output.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StdioTestServer {

	public static void main(String[] args) {
		new SpringApplicationBuilder(StdioTestServer.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.ai.mcp.server.stdio=true", "refcache.name=test",
					"refcache.policies.execute-only.agent-permissions=execute", "refcache.preview.unit=characters",
					"refcache.preview.max-size=200", "logging.threshold.console=off", "logging.threshold.file=off")
			.run(args);
	}

	@Bean
	Numbers numbers() {
		return new Numbers();
	}

	static class Numbers {

		private final CompletableFuture<String> gate = new CompletableFuture<>();

		private final CompletableFuture<String> failure = new CompletableFuture<>();

		@McpTool(description = "Adds.")
		@RefCached
		public int add(int one, int other) {
			return one + other;
		}

		@McpTool(description = "Counts up.")
		@RefCached
		public List<Integer> count(int limit) {
			return IntStream.range(0, limit).boxed().toList();
		}

		@McpTool(description = "Waits until it is let go.")
		@RefCached(asyncTimeout = "0s")
		public String await(String key, ProgressCallback progress) {
			progress.report(1, 2, "waiting");
			return key + " " + this.gate.join();
		}

		@McpTool(description = "Never ends.")
		@RefCached(asyncTimeout = "0s")
		public String never() {
			return new CompletableFuture<String>().join();
		}

		@McpTool(description = "Fails at first, when it is told to.")
		@RefCached(asyncTimeout = "0s")
		public String flaky(TaskContext context) {
			if (context.attempt() == 1) {
				throw new IllegalStateException(this.failure.join());
			}
			return "attempt " + context.attempt();
		}

		@McpTool(description = "Lets it fail.")
		public String fail() {
			this.failure.complete("jdbc:secret");
			return "done";
		}

		@McpTool(description = "A secret.")
		@RefCached(policy = "execute-only")
		public String secret() {
			return "hunter2";
		}

		@McpTool(description = "Counts characters.")
		@RefCached
		public int length(String text) {
			return text.length();
		}

		@McpTool(description = "Lets go.")
		public String release() {
			this.gate.complete("released");
			return "done";
		}

	}

}
