package io.refcache.sample;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An agent that reads what it is answered, and does what that says.
 */
final class Agent implements AutoCloseable {

	private static final int MAX_POLLS = 20;

	private final McpSyncClient client;

	Agent(McpClientTransport transport) {
		this.client = McpClient.sync(transport)
			.requestTimeout(Duration.ofSeconds(60))
			.initializationTimeout(Duration.ofSeconds(60))
			.build();
		this.client.initialize();
	}

	static Agent overHttp(int port) {
		return overHttp(port, HttpRequest.newBuilder());
	}

	static Agent overHttp(int port, String user) {
		String credentials = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
		return overHttp(port, HttpRequest.newBuilder().header("Authorization", "Basic " + credentials));
	}

	private static Agent overHttp(int port, HttpRequest.Builder request) {
		return new Agent(
				HttpClientStreamableHttpTransport.builder("http://localhost:" + port).requestBuilder(request).build());
	}

	List<Tool> tools() {
		return this.client.listTools().tools();
	}

	JsonNode call(String tool, Map<String, Object> arguments) {
		CallToolResult result = result(tool, arguments);
		assertThat(result.isError()).as(text(result)).isFalse();
		return JsonMapper.shared().readTree(text(result));
	}

	/**
	 * Calls a tool, and polls for as long as it is told to.
	 */
	JsonNode patientCall(String tool, Map<String, Object> arguments) {
		JsonNode answer = call(tool, arguments);
		for (int i = 0; i < MAX_POLLS && isBegun(answer); i++) {
			assertThat(answer.at("/message").stringValue()).contains("get_cached_result", refId(answer));
			answer = call("get_cached_result", waitFor(answer));
		}
		return answer;
	}

	/**
	 * What it is told in place of a result, at once or by a poll.
	 */
	String refusal(String tool, Map<String, Object> arguments) {
		CallToolResult result = result(tool, arguments);
		JsonNode answer = JsonMapper.shared().readTree(text(result));
		if (isBegun(answer)) {
			result = result("get_cached_result", waitFor(answer));
		}
		assertThat(result.isError()).as(text(result)).isTrue();
		return text(result);
	}

	static boolean isBegun(JsonNode answer) {
		return List.of("pending", "processing").contains(answer.path("status").asString(""));
	}

	private static Map<String, Object> waitFor(JsonNode answer) {
		return Map.of("ref_id", refId(answer), "wait_seconds", 15);
	}

	static String refId(JsonNode answer) {
		return answer.at("/ref_id").stringValue();
	}

	private CallToolResult result(String tool, Map<String, Object> arguments) {
		return this.client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
	}

	private static String text(CallToolResult result) {
		return ((TextContent) result.content().get(0)).text();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
