package io.refcache.mcp;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.mcp.McpTestApplication.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same tools on each kind of server.
 */
@ExtendWith(OutputCaptureExtension.class)
class McpServerKindTests {

	@ParameterizedTest
	@CsvSource({ "STREAMABLE, SYNC", "STREAMABLE, ASYNC", "STATELESS, SYNC", "STATELESS, ASYNC" })
	void toolsAreListedAndCalled(String protocol, String type) {
		try (ConfigurableApplicationContext server = McpTestApplication
			.start("spring.ai.mcp.server.protocol=" + protocol, "spring.ai.mcp.server.type=" + type);
				McpSyncClient client = McpTestClients.connect(server)) {
			assertThat(client.listTools().tools()).extracting(Tool::name)
				.contains("slow", "large", "get_cached_result", "cancel_task", "retry_task", "list_tasks")
				.doesNotHaveDuplicates();
			State state = server.getBean(State.class);
			state.gate = new CompletableFuture<>();
			JsonNode slow = McpTestClients.call(client, "slow", Map.of("key", "kind"));
			assertThat(slow.at("/status").stringValue()).isIn("pending", "processing");
			state.gate.complete("done");
			assertThat(McpTestClients
				.call(client, "get_cached_result",
						Map.of("ref_id", slow.at("/ref_id").stringValue(), "wait_seconds", 5))
				.at("/value")
				.stringValue()).isEqualTo("kind done");
			assertThat(McpTestClients.call(client, "large", Map.of("count", 500)).at("/preview").isMissingNode())
				.isFalse();
		}
	}

	@Test
	void waitThatClientsDoNotWaitForIsToldAtStartUp(CapturedOutput output) {
		McpTestApplication.start().close();

		assertThat(output).contains("Catalogue.fail has an asyncTimeout of PT1M", "'refcache.mcp.max-wait'");
		assertThat(output).doesNotContain("Catalogue.patient has");
	}

}
