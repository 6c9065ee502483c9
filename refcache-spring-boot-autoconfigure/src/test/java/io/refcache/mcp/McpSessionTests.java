package io.refcache.mcp;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.RefCached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.mcp.annotation.McpTool;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What belongs to one session alone, and what is told and refused at start-up.
 */
@ExtendWith(OutputCaptureExtension.class)
class McpSessionTests {

	@Test
	void sessionsDoNotShareWhatIsScoped(CapturedOutput output) {
		try (ConfigurableApplicationContext server = McpTestServers.start(ScopedApplication.class);
				McpSyncClient one = McpTestClients.connect(server);
				McpSyncClient other = McpTestClients.connect(server)) {
			String refId = McpTestClients.call(one, "scoped", Map.of()).at("/ref_id").stringValue();
			McpTestClients.call(one, "scoped", Map.of());
			assertThat(server.getBean(AtomicInteger.class)).hasValue(1);

			assertThat(McpTestClients.call(other, "scoped", Map.of()).at("/ref_id").stringValue()).isNotEqualTo(refId);
			assertThat(server.getBean(AtomicInteger.class)).hasValue(2);
			assertThat(McpTestClients.error(other, "get_cached_result", Map.of("ref_id", refId)))
				.contains("There is no such reference");
			assertThat(McpTestClients.error(other, "cancel_task", Map.of("ref_id", refId)))
				.contains("There is no such reference");
			assertThat(McpTestClients.error(other, "retry_task", Map.of("ref_id", refId)))
				.contains("There is no such reference");
			assertThat(McpTestClients.error(other, "echo", Map.of("text", refId)))
				.contains("Invalid or inaccessible reference");
			assertThat(McpTestClients.call(one, "echo", Map.of("text", refId)).at("/value").stringValue())
				.isEqualTo("run 1");
			assertThat(output).contains("Nothing authenticates those who call tools").contains("sessions alone");
		}
	}

	@Test
	void authenticatedNameIsTheSessionOfAStatelessServer() {
		try (ConfigurableApplicationContext server = McpTestServers.startGuarded(ScopedApplication.class,
				"spring.ai.mcp.server.protocol=STATELESS");
				McpSyncClient alice = McpTestClients.connect(server, "alice:a");
				McpSyncClient again = McpTestClients.connect(server, "alice:a");
				McpSyncClient bob = McpTestClients.connect(server, "bob:b");
				McpSyncClient nobody = McpTestClients.connect(server, null)) {
			String refId = McpTestClients.call(alice, "scoped", Map.of()).at("/ref_id").stringValue();
			assertThat(McpTestClients.call(again, "scoped", Map.of()).at("/ref_id").stringValue()).isEqualTo(refId);
			assertThat(McpTestClients.call(bob, "scoped", Map.of()).at("/ref_id").stringValue()).isNotEqualTo(refId);
			assertThat(McpTestClients.error(nobody, "scoped", Map.of())).contains("session_id");
		}
	}

	@Test
	void scopedToolOfAStatelessServerThatNobodyGuardsIsRefused() {
		assertThatThrownBy(
				() -> McpTestServers.start(ScopedApplication.class, "spring.ai.mcp.server.protocol=STATELESS"))
			.hasStackTraceContaining("Scoped.scoped is session-scoped, and a stateless MCP server has no sessions");
	}

	@Test
	void toolThatHasTheNameOfOursIsRefused() {
		assertThatThrownBy(() -> McpTestServers.start(ClashingApplication.class))
			.hasStackTraceContaining("has a tool 'list_tasks'")
			.hasStackTraceContaining("refcache.mcp.tool-prefix");
	}

	@Test
	void prefixTellsOurToolsApart() {
		try (ConfigurableApplicationContext server = McpTestServers.start(ClashingApplication.class,
				"refcache.mcp.tool-prefix=ref_"); McpSyncClient client = McpTestClients.connect(server)) {
			assertThat(client.listTools().tools()).extracting(Tool::name)
				.containsExactlyInAnyOrder("list_tasks", "ref_list_tasks", "ref_get_cached_result", "ref_cancel_task",
						"ref_retry_task");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "async-timeout=-1s", "max-wait=0s", "tool-prefix=a b" })
	void wrongPropertyIsRefused(String property) {
		assertThatThrownBy(() -> McpTestServers.start(ClashingApplication.class, "refcache.mcp." + property))
			.hasStackTraceContaining("'refcache.mcp'")
			.hasStackTraceContaining("value for property " + property.substring(0, property.indexOf('=')));
	}

	@Test
	void toolsRunPlainlyWhereRefcacheIsOff() {
		try (ConfigurableApplicationContext server = McpTestServers.start(ScopedApplication.class,
				"refcache.enabled=false"); McpSyncClient client = McpTestClients.connect(server)) {
			assertThat(client.listTools().tools()).extracting(Tool::name).containsExactlyInAnyOrder("scoped", "echo");
			assertThat(McpTestClients.call(client, "scoped", Map.of()).at("/value").stringValue()).isEqualTo("run 1");
			assertThat(McpTestClients.call(client, "scoped", Map.of()).at("/value").stringValue()).isEqualTo("run 2");
		}
	}

	@Test
	void nothingIsChangedWhereToolsAreOff() {
		try (ConfigurableApplicationContext server = McpTestServers.start(ScopedApplication.class,
				"refcache.mcp.enabled=false"); McpSyncClient client = McpTestClients.connect(server)) {
			assertThat(client.listTools().tools()).extracting(Tool::description)
				.containsExactlyInAnyOrder("Counts.", "Says.");
		}
	}

	/**
	 * A server with a tool whose results are for one session.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ScopedApplication {

		@Bean
		AtomicInteger runs() {
			return new AtomicInteger();
		}

		@Bean
		Scoped scoped(AtomicInteger runs) {
			return new Scoped(runs);
		}

	}

	/**
	 * A server with a tool that has the name of one of refcache's own.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ClashingApplication {

		@Bean
		Clashing clashing() {
			return new Clashing();
		}

	}

	static class Scoped {

		private final AtomicInteger runs;

		Scoped(AtomicInteger runs) {
			this.runs = runs;
		}

		@McpTool(description = "Counts.")
		@RefCached(sessionScoped = true)
		public String scoped() {
			return "run " + this.runs.incrementAndGet();
		}

		@McpTool(description = "Says.")
		@RefCached
		public String echo(String text) {
			return text;
		}

	}

	static class Clashing {

		@McpTool(name = "list_tasks", description = "Lists.")
		public String list() {
			return "none";
		}

	}

}
