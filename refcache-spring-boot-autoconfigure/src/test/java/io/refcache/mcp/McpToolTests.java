package io.refcache.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.ProgressCallback;
import io.refcache.mcp.McpTestApplication.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * An agent calls cached tools, over real HTTP.
 */
class McpToolTests {

	private static ConfigurableApplicationContext server;

	private McpSyncClient client;

	@BeforeAll
	static void start() {
		server = McpTestApplication.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void connect() {
		this.client = McpTestClients.connect(server);
		State catalogue = server.getBean(State.class);
		catalogue.runs.set(0);
		catalogue.gate = new CompletableFuture<>();
		catalogue.started = new CompletableFuture<>();
	}

	@AfterEach
	void disconnect() {
		this.client.close();
	}

	private static McpSyncClient client(UnaryOperator<McpClient.SyncSpec> options) {
		return McpTestClients.connect(server, null, options);
	}

	@Test
	void toolsTellHowToGoOn() {
		Map<String, Tool> tools = this.client.listTools()
			.tools()
			.stream()
			.collect(Collectors.toMap(Tool::name, (tool) -> tool));

		assertThat(tools).containsOnlyKeys("small", "large", "slow", "patient", "report", "count", "compare", "fail",
				"whoami", "length", "echo", "quote", "flaky", "get_cached_result", "cancel_task", "retry_task",
				"list_tasks");
		assertThat(tools.get("slow").description()).startsWith("Waits.\n\n").contains("get_cached_result");
		assertThat(json(tools.get("slow").inputSchema()).at("/properties").propertyNames()).containsExactly("key");
		assertThat(json(tools.get("slow").inputSchema()).at("/required").toString()).isEqualTo("[\"key\"]");
	}

	@Test
	void smallResultArrivesWhole() {
		JsonNode answer = call("small", Map.of("name", "Ann"));

		assertThat(answer.at("/value").stringValue()).isEqualTo("hello Ann");
		assertThat(answer.at("/ref_id").stringValue()).startsWith("test:");
		call("small", Map.of("name", "Ann"));
		assertThat(server.getBean(State.class).runs).hasValue(1);
	}

	@Test
	void largeResultIsAPreviewWithPages() {
		JsonNode answer = call("large", Map.of("count", 1000));

		assertThat(answer.at("/preview").size()).isBetween(1, 50);
		assertThat(answer.at("/message").stringValue()).contains("get_cached_result");
		JsonNode page = call("get_cached_result",
				Map.of("ref_id", answer.at("/ref_id").stringValue(), "page", 2, "page_size", 3));
		assertThat(page.at("/preview").toString()).isEqualTo("[{\"number\":3},{\"number\":4},{\"number\":5}]");
	}

	@Test
	void slowResultIsPolled() {
		JsonNode answer = call("slow", Map.of("key", "poll"));
		assertThat(answer.at("/status").stringValue()).isIn("pending", "processing");
		String refId = answer.at("/ref_id").stringValue();
		assertThat(answer.at("/message").stringValue()).contains("get_cached_result", refId);

		server.getBean(State.class).gate.complete("done");

		assertThat(call("get_cached_result", Map.of("ref_id", refId, "wait_seconds", 5)).at("/value").stringValue())
			.isEqualTo("poll done");
		assertThat(call("slow", Map.of("key", "poll")).at("/value").stringValue()).isEqualTo("poll done");
		assertThat(server.getBean(State.class).runs).hasValue(1);
	}

	@Test
	void argumentsMayBeReferences() {
		String report = call("report", Map.of("title", "one")).at("/ref_id").stringValue();
		String same = call("report", Map.of("title", "one")).at("/ref_id").stringValue();

		assertThat(call("count", Map.of("report", report)).at("/value").intValue()).isEqualTo(2);
		assertThat(call("count", Map.of("report", Map.of("title", "x", "lines", List.of("1")))).at("/value").intValue())
			.isOne();
		assertThat(call("compare", Map.of("pair", Map.of("one", report, "other", same))).at("/value").booleanValue())
			.isTrue();
	}

	@Test
	void progressIsToldWhileTheCallWaits() throws Exception {
		List<ProgressNotification> told = new CopyOnWriteArrayList<>();
		State state = server.getBean(State.class);
		try (McpSyncClient patient = client((spec) -> spec.progressConsumer(told::add))) {
			CompletableFuture<CallToolResult> answer = CompletableFuture
				.supplyAsync(() -> patient.callTool(CallToolRequest.builder("patient")
					.arguments(Map.of("key", "told"))
					.progressToken("token-1")
					.build()));
			ProgressCallback progress = state.started.get(20, TimeUnit.SECONDS);
			progress.report(1, 4, "first of four");
			await().until(() -> !told.isEmpty());
			state.gate.complete("done");

			assertThat(McpTestClients.text(answer.get(20, TimeUnit.SECONDS))).contains("told done");
			assertThat(told.get(0).progressToken()).isEqualTo("token-1");
			assertThat(told.get(0).progress()).isEqualTo(1.0);
			assertThat(told.get(0).total()).isEqualTo(4.0);
			assertThat(told.get(0).message()).isEqualTo("first of four");
		}
	}

	@Test
	void clientThatGivesUpStillGetsItsResult() {
		try (McpSyncClient impatient = client((spec) -> spec.requestTimeout(Duration.ofSeconds(2)))) {
			State state = server.getBean(State.class);
			assertThatThrownBy(() -> McpTestClients.answer(impatient, "patient", Map.of("key", "lost")))
				.hasRootCauseInstanceOf(TimeoutException.class);
			String refId = McpTestClients.call(impatient, "list_tasks", Map.of()).at("/tasks/0/ref_id").stringValue();
			assertThat(McpTestClients.call(impatient, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 1))
				.at("/status")
				.stringValue()).isIn("pending", "processing");

			state.gate.complete("found");

			assertThat(McpTestClients.call(impatient, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 1))
				.at("/value")
				.stringValue()).isEqualTo("lost found");
			assertThat(McpTestClients.call(impatient, "patient", Map.of("key", "lost")).at("/value").stringValue())
				.isEqualTo("lost found");
			assertThat(state.runs).hasValue(1);
		}
	}

	@Test
	void sessionsHaveTheirOwnTasks() {
		String refId = call("slow", Map.of("key", "mine")).at("/ref_id").stringValue();
		try (McpSyncClient other = McpTestClients.connect(server)) {
			assertThat(McpTestClients.call(other, "list_tasks", Map.of())).hasToString("{\"tasks\":[]}");
			assertThat(McpTestClients.error(other, "cancel_task", Map.of("ref_id", refId))).isNotEmpty();
		}
		assertThat(call("list_tasks", Map.of("limit", 1)).at("/tasks/0/ref_id").stringValue()).isEqualTo(refId);
		assertThat(call("cancel_task", Map.of("ref_id", refId)).at("/status").stringValue()).isEqualTo("cancelled");
	}

	@Test
	void wrongArgumentsAreErrorsWithACure() {
		assertThat(error("get_cached_result", Map.of("ref_id", "test:0123456789abcdef0123456789abcdef")))
			.contains("There is no such reference");
		assertThat(error("get_cached_result", Map.of("ref_id", "x", "page", 0))).contains("page");
		assertThat(error("list_tasks", Map.of("status", "done"))).contains("status");
	}

	private String error(String tool, Map<String, Object> arguments) {
		return McpTestClients.error(this.client, tool, arguments);
	}

	@Test
	void failureDoesNotTellItsMessage() {
		assertThat(error("fail", Map.of())).doesNotContain("secret").contains("IllegalStateException");
	}

	private JsonNode call(String tool, Map<String, Object> arguments) {
		return McpTestClients.call(this.client, tool, arguments);
	}

	private static JsonNode json(Object value) {
		return JsonMapper.shared().valueToTree(value);
	}

}
