package io.refcache.mcp;

import java.util.Map;

import io.modelcontextprotocol.client.McpSyncClient;
import io.refcache.Actor;
import io.refcache.EntryOptions;
import io.refcache.RefCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who an agent is, and what it may.
 */
@ExtendWith(OutputCaptureExtension.class)
class McpIdentityTests {

	private static final String SECRET = "hunter2-0xC0FFEE";

	private static ConfigurableApplicationContext server;

	@BeforeAll
	static void start() {
		server = McpTestApplication.start("logging.level.io.refcache=trace", "logging.level.io.refcache.engine=trace",
				"logging.level.io.modelcontextprotocol=trace", "logging.level.org.springframework.ai=trace");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void authenticatedUserBecomesAnAgent() {
		try (McpSyncClient alice = client("alice:a"); McpSyncClient bob = client("bob:b")) {
			assertThat(text(alice, "whoami", Map.of())).contains("\"value\":\"agent:alice\"");
			assertThat(text(bob, "whoami", Map.of())).contains("\"value\":\"agent:bob\"");
		}
	}

	@Test
	void agentWithoutANameIsToldWhatIsMissing() {
		try (McpSyncClient nobody = client(null)) {
			assertThat(McpTestClients.error(nobody, "whoami", Map.of())).contains("agent_id");
		}
	}

	@Test
	void privateReferenceIsUsedAndNeverRead(CapturedOutput output) {
		String refId = server.getBean(RefCache.class)
			.as(Actor.user("alice"))
			.set("secret", SECRET, EntryOptions.DEFAULTS.withPolicy("execute-only"))
			.refId();
		try (McpSyncClient robot = client(null)) {
			assertThat(text(robot, "length", Map.of("text", refId))).contains("\"value\":" + SECRET.length());
			String read = text(robot, "get_cached_result", Map.of("ref_id", refId));
			String page = answer(robot, "get_cached_result", Map.of("ref_id", refId, "page", 1));
			String whole = answer(robot, "get_cached_result", Map.of("ref_id", refId, "full", true));
			String echoed = answer(robot, "echo", Map.of("text", refId));
			String failed = McpTestClients.error(robot, "quote", Map.of("text", refId));
			String wrong = McpTestClients.error(robot, "count", Map.of("report", refId));
			String listed = answer(robot, "list_tasks", Map.of());
			String retried = answer(robot, "retry_task", Map.of("ref_id", refId));
			String cancelled = answer(robot, "cancel_task", Map.of("ref_id", refId));

			assertThat(read).contains("passed on");
			assertThat(failed).contains("error id");
			assertThat(String.join("\n", read, page, whole, echoed, failed, wrong, listed, retried, cancelled))
				.doesNotContain(SECRET);
			assertThat(output).contains("Catalogue.quote) failed, error id").doesNotContain(SECRET);
		}
	}

	@Test
	void failedTaskIsRunAgain() {
		McpTestApplication.State state = server.getBean(McpTestApplication.State.class);
		state.failures.set(1);
		try (McpSyncClient client = client(null)) {
			String refId = McpTestClients.call(client, "flaky", Map.of("key", "again")).at("/ref_id").stringValue();
			state.gate.complete("fail");
			assertThat(McpTestClients.error(client, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 10)))
				.contains("failed", "retry_task");
			assertThat(text(client, "retry_task", Map.of("ref_id", refId))).contains(refId);
			assertThat(text(client, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 5)))
				.contains("attempt 2");
		}
	}

	private static McpSyncClient client(@Nullable String credentials) {
		return McpTestClients.connect(server, credentials);
	}

	private static String answer(McpSyncClient client, String tool, Map<String, Object> arguments) {
		return McpTestClients.text(McpTestClients.answer(client, tool, arguments));
	}

	private static String text(McpSyncClient client, String tool, Map<String, Object> arguments) {
		return McpTestClients.call(client, tool, arguments).toString();
	}

}
