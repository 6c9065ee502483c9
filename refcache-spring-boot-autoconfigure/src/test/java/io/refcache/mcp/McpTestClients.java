package io.refcache.mcp;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of a server on a port of its own, with what they are answered.
 */
final class McpTestClients {

	private McpTestClients() {
	}

	static McpSyncClient connect(ApplicationContext server) {
		return connect(server, null);
	}

	static McpSyncClient connect(ApplicationContext server, @Nullable String credentials) {
		return connect(server, credentials, (spec) -> spec);
	}

	static McpSyncClient connect(ApplicationContext server, @Nullable String credentials,
			UnaryOperator<McpClient.SyncSpec> options) {
		int port = ((WebServerApplicationContext) server).getWebServer().getPort();
		HttpRequest.Builder request = HttpRequest.newBuilder();
		if (credentials != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII)));
		}
		McpSyncClient client = options.apply(McpClient
			.sync(HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + port).requestBuilder(request).build())
			.requestTimeout(Duration.ofSeconds(20))).build();
		client.initialize();
		return client;
	}

	static CallToolResult answer(McpSyncClient client, String tool, Map<String, Object> arguments) {
		return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
	}

	static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
		CallToolResult result = answer(client, tool, arguments);
		assertThat(result.isError()).as(text(result)).isNotEqualTo(true);
		return JsonMapper.shared().readTree(text(result));
	}

	static String error(McpSyncClient client, String tool, Map<String, Object> arguments) {
		CallToolResult result = answer(client, tool, arguments);
		assertThat(result.isError()).as(text(result)).isTrue();
		return text(result);
	}

	static String text(CallToolResult result) {
		return ((TextContent) result.content().get(0)).text();
	}

}
