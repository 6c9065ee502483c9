package io.refcache.mcp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An agent calls cached tools of a server that its client has started as a child.
 */
class McpStdioTests {

	private static McpSyncClient client;

	@BeforeAll
	static void start() {
		ServerParameters parameters = ServerParameters
			.builder(Path.of(System.getProperty("java.home"), "bin", "java").toString())
			.args(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
					StdioTestServer.class.getName()))
			.build();
		client = McpClient.sync(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()))
			.initializationTimeout(Duration.ofMinutes(1))
			.requestTimeout(Duration.ofSeconds(20))
			.build();
		client.initialize();
	}

	@AfterAll
	static void stop() {
		client.closeGracefully();
	}

	@Test
	void toolsAreListed() {
		assertThat(client.listTools().tools()).extracting(Tool::name)
			.containsExactlyInAnyOrder("add", "count", "await", "release", "never", "flaky", "fail", "secret", "length",
					"get_cached_result", "cancel_task", "retry_task", "list_tasks");
	}

	@Test
	void smallResultArrivesWhole() {
		assertThat(McpTestClients.call(client, "add", Map.of("one", 2, "other", 3)).at("/value").intValue())
			.isEqualTo(5);
	}

	@Test
	void largeResultIsReadInPages() {
		JsonNode answer = McpTestClients.call(client, "count", Map.of("limit", 1000));

		assertThat(answer.at("/preview").isMissingNode()).isFalse();
		assertThat(McpTestClients
			.call(client, "get_cached_result",
					Map.of("ref_id", answer.at("/ref_id").stringValue(), "page", 100, "page_size", 3))
			.at("/preview")
			.toString()).isEqualTo("[297,298,299]");
	}

	@Test
	void taskIsCancelled() {
		String refId = McpTestClients.call(client, "never", Map.of()).at("/ref_id").stringValue();

		assertThat(McpTestClients.call(client, "cancel_task", Map.of("ref_id", refId)).at("/status").stringValue())
			.isEqualTo("cancelled");
	}

	@Test
	void failedTaskIsRunAgain() {
		String refId = McpTestClients.call(client, "flaky", Map.of()).at("/ref_id").stringValue();
		McpTestClients.answer(client, "fail", Map.of());
		assertThat(McpTestClients.error(client, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 10)))
			.contains("IllegalStateException (error id", "retry_task")
			.doesNotContain("jdbc");

		McpTestClients.call(client, "retry_task", Map.of("ref_id", refId));

		assertThat(McpTestClients.call(client, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 10))
			.at("/value")
			.stringValue()).isEqualTo("attempt 2");
	}

	@Test
	void privateResultIsUsedAndNeverRead() {
		JsonNode secret = McpTestClients.call(client, "secret", Map.of());
		String refId = secret.at("/ref_id").stringValue();

		assertThat(secret + McpTestClients
			.text(McpTestClients.answer(client, "get_cached_result", Map.of("ref_id", refId, "full", true))))
			.doesNotContain("hunter2");
		assertThat(McpTestClients.call(client, "length", Map.of("text", refId)).at("/value").intValue()).isEqualTo(7);
	}

	@Test
	void slowResultIsPolled() {
		JsonNode answer = McpTestClients.call(client, "await", Map.of("key", "slow"));
		String refId = answer.at("/ref_id").stringValue();
		assertThat(answer.at("/status").stringValue()).isIn("pending", "processing");
		assertThat(McpTestClients.call(client, "list_tasks", Map.of()).toString()).contains(refId);

		McpTestClients.answer(client, "release", Map.of());

		assertThat(McpTestClients.call(client, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 10))
			.at("/value")
			.stringValue()).isEqualTo("slow released");
	}

}
