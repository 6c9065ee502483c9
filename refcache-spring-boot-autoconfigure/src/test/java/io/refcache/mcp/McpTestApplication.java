package io.refcache.mcp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.refcache.ProgressCallback;
import io.refcache.Ref;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import org.springframework.beans.factory.ObjectProvider;
import io.refcache.engine.RefCacheEngine;
import io.refcache.TaskContext;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A server whose tools are cached, on a port of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class McpTestApplication {

	static ConfigurableApplicationContext start(String... properties) {
		return McpTestServers.startGuarded(McpTestApplication.class, properties);
	}

	@Bean
	State state(ObjectProvider<RefCacheEngine> engine) {
		return new State(engine);
	}

	@Bean
	Catalogue catalogue(State state) {
		return new Catalogue(state);
	}

	/**
	 * What a test sees and holds of the tools.
	 */
	static class State {

		final AtomicInteger failures = new AtomicInteger();

		final ObjectProvider<RefCacheEngine> engine;

		State(ObjectProvider<RefCacheEngine> engine) {
			this.engine = engine;
		}

		final AtomicInteger runs = new AtomicInteger();

		volatile CompletableFuture<String> gate = new CompletableFuture<>();

		volatile CompletableFuture<ProgressCallback> started = new CompletableFuture<>();

	}

	record Report(String title, List<String> lines) {
	}

	record Pair(Ref<Report> one, Ref<Report> other) {
	}

	static class Catalogue {

		private final State state;

		Catalogue(State state) {
			this.state = state;
		}

		@McpTool(name = "small", description = "Says hello.")
		@RefCached
		public String small(@McpToolParam(description = "A name") String name) {
			this.state.runs.incrementAndGet();
			return "hello " + name;
		}

		@McpTool(name = "large", description = "Lists numbers.", generateOutputSchema = true)
		@RefCached
		public List<Map<String, Integer>> large(int count) {
			return IntStream.range(0, count).mapToObj((i) -> Map.of("number", i)).toList();
		}

		@McpTool(name = "slow", description = "Waits.")
		@RefCached(asyncTimeout = "100ms")
		public String slow(String key, ProgressCallback progress) {
			this.state.runs.incrementAndGet();
			this.state.started.complete(progress);
			return key + " " + this.state.gate.join();
		}

		@McpTool(name = "patient", description = "Waits for long.")
		@RefCached(asyncTimeout = "10s")
		public String patient(String key, ProgressCallback progress) {
			this.state.runs.incrementAndGet();
			this.state.started.complete(progress);
			return key + " " + this.state.gate.join();
		}

		@McpTool(name = "report", description = "Makes a report.")
		@RefCached
		public RefResponse<Report> report(String title) {
			return RefResponse.of(new Report(title, List.of("one", "two")));
		}

		@McpTool(name = "count", description = "Counts lines.")
		@RefCached
		public int count(@McpToolParam(description = "The report") Ref<Report> report) {
			return report.value().lines().size();
		}

		@McpTool(name = "compare", description = "Compares reports.")
		@RefCached
		public boolean compare(Pair pair) {
			return pair.one().value().equals(pair.other().value());
		}

		@McpTool(name = "whoami", description = "Tells who calls.")
		@RefCached(namespace = "agent:{agent_id}")
		public String whoami() {
			return this.state.engine.getObject().actor().toString();
		}

		@McpTool(name = "length", description = "Counts characters.")
		@RefCached
		public int length(String text) {
			return text.length();
		}

		@McpTool(name = "echo", description = "Answers what it was given.")
		@RefCached(policy = "execute-only")
		public String echo(String text) {
			return text;
		}

		@McpTool(name = "quote", description = "Fails with what it was given.")
		@RefCached
		public String quote(String text) {
			throw new IllegalStateException("bad " + text);
		}

		@McpTool(name = "flaky", description = "Fails at first.")
		@RefCached(asyncTimeout = "0s")
		public String flaky(String key, TaskContext context) {
			if (this.state.failures.getAndDecrement() > 0) {
				this.state.gate.join();
				throw new IllegalStateException("expected");
			}
			return "attempt " + context.attempt();
		}

		@McpTool(name = "fail", description = "Fails.")
		@RefCached(asyncTimeout = "1m")
		public String fail() {
			throw new IllegalStateException("jdbc:secret");
		}

	}

}
