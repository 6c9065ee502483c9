package io.refcache.mcp;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.ProgressCallback;
import io.refcache.Ref;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.mcp.annotation.McpTool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tools of every shape that a method can have, on beans behind JDK proxies.
 */
@ExtendWith(OutputCaptureExtension.class)
class McpToolShapeTests {

	private static ConfigurableApplicationContext server;

	private static McpSyncClient client;

	@BeforeAll
	static void start() {
		server = McpTestServers.start(ShapesApplication.class, "spring.aop.proxy-target-class=false",
				"refcache.mcp.max-wait=1s", "refcache.preview.unit=characters", "refcache.preview.max-size=100");
		client = McpTestClients.connect(server);
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@Test
	void beanIsBehindAJdkProxy() {
		assertThat(Proxy.isProxyClass(server.getBean("shapes").getClass())).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "plain, 3", "response, 3", "future, 3", "nothing, 0" })
	void resultArrives(String tool, int lines) {
		CallToolResult answer = McpTestClients.answer(client, tool, Map.of("lines", lines));

		assertThat(answer.isError()).as(McpTestClients.text(answer)).isNotEqualTo(true);
		JsonNode value = JsonMapper.shared().readTree(McpTestClients.text(answer)).at("/value");
		assertThat(value.isNull() ? 0 : value.at("/lines").size()).isEqualTo(lines);
		assertThat(answer.structuredContent()).isNotNull();
	}

	/** Client and server both check what is answered against the schema. */
	@ParameterizedTest
	@CsvSource({ "plain, 100, preview", "plain, -1, message", "slow, 1, status" })
	void answerOtherThanAResultIsTrueToTheSchema(String tool, int lines, String member) {
		CallToolResult answer = McpTestClients.answer(client, tool, Map.of("lines", lines));

		assertThat(McpTestClients.text(answer)).contains("\"" + member + "\"");
		assertThat(answer.isError()).isEqualTo(lines < 0);
	}

	@Test
	void nothingWrongIsSaidOfTypesThatMappersWriteTheirWay() {
		JsonNode answer = McpTestClients.call(client, "types", Map.of());

		assertThat(answer.at("/value/unit").isString()).isTrue();
		assertThat(answer.at("/value/path").isString()).isTrue();
	}

	/** Clients have given up long before the method says so. */
	@Test
	void nothingIsWaitedForLongerThanClientsWait() {
		String refId = McpTestClients.call(client, "longest", Map.of("lines", 1)).at("/ref_id").stringValue();

		assertThat(McpTestClients.call(client, "get_cached_result", Map.of("ref_id", refId, "wait_seconds", 60))
			.at("/ref_id")
			.stringValue()).isEqualTo(refId);
		CallToolResult watched = client
			.callTool(CallToolRequest.builder("longest").arguments(Map.of("lines", 1)).progressToken("token").build());
		assertThat(McpTestClients.text(watched)).contains(refId);
	}

	@Test
	void schemaTellsValuesAndReferences() {
		Tool tool = tool("joined");
		JsonNode schema = JsonMapper.shared().valueToTree(tool.inputSchema());

		assertThat(schema.at("/properties/report/anyOf").size()).isEqualTo(2);
		assertThat(schema.at("/properties/report/anyOf/1/pattern").stringValue()).isEqualTo("^test:[a-f0-9]{32}$");
		assertThat(schema.toString()).doesNotContain("Ref_");
		String refId = McpTestClients.call(client, "plain", Map.of("lines", 2)).at("/ref_id").stringValue();
		assertThat(McpTestClients.call(client, "joined", Map.of("report", refId)).at("/value").stringValue())
			.isEqualTo("line 0, line 1");
		assertThat(McpTestClients.call(client, "joined", Map.of("report", Map.of("lines", List.of("own"))))
			.at("/value")
			.stringValue()).isEqualTo("own");
	}

	@Test
	void exceptionHasAnErrorIdThatIsInTheLog(CapturedOutput output) {
		String error = McpTestClients.error(client, "plain", Map.of("lines", -2));

		assertThat(error).contains("IllegalArgumentException (error id ").doesNotContain("negative");
		String id = error.replaceAll(".*error id (\\w+).*", "$1");
		assertThat(output).contains("Tool 'plain' has failed, error id " + id);
	}

	@Test
	void argumentOfAnotherTypeIsRefusedWithACure() {
		assertThat(McpTestClients.error(client, "joined", Map.of("report", 5))).contains("report");
		assertThat(McpTestClients.error(client, "joined", Map.of())).contains("report");
		assertThat(McpTestClients.error(client, "joined", Map.of("report", "test:0123456789abcdef0123456789abcdef")))
			.contains("Invalid or inaccessible reference", "Call the tool that it came from again");
	}

	@Test
	void toolThatIsNotCachedIsLeftAlone() {
		Tool tool = tool("uncached");

		assertThat(tool.description()).isEqualTo("Says so.");
		assertThat(McpTestClients.text(McpTestClients.answer(client, "uncached", Map.of("word", "so")))).contains("so");
	}

	private static Tool tool(String name) {
		return client.listTools().tools().stream().filter((tool) -> tool.name().equals(name)).findFirst().orElseThrow();
	}

	/**
	 * A server.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ShapesApplication {

		@Bean
		Shapes shapes() {
			return new DefaultShapes();
		}

		@Bean
		Uncached uncached() {
			return new Uncached();
		}

	}

	static class Uncached {

		@McpTool(description = "Says so.")
		public String uncached(String word) {
			return word;
		}

	}

	record Report(List<String> lines, @Nullable Integer pages) {
	}

	enum Unit {

		METRE;

		@Override
		public String toString() {
			return "m";
		}

	}

	record Types(byte[] bytes, Path path, OptionalInt number, Locale locale, Currency currency, Unit unit, Instant at,
			Duration span, UUID id, List<int[]> pairs, Map<String, Unit> units, Optional<String> maybe) {
	}

	interface Shapes {

		Report plain(int lines);

		RefResponse<Report> response(int lines);

		CompletableFuture<Report> future(int lines);

		Report nothing(int lines);

		Report slow(int lines, ProgressCallback progress);

		Report longest(int lines);

		Types types();

		String joined(Ref<Report> report);

	}

	static class DefaultShapes implements Shapes {

		@Override
		@McpTool(description = "A value.", generateOutputSchema = true)
		@RefCached
		public Report plain(int lines) {
			if (lines < 0) {
				throw new IllegalArgumentException("negative");
			}
			return new Report(IntStream.range(0, lines).mapToObj((i) -> "line " + i).toList(), null);
		}

		@Override
		@McpTool(description = "A response.", generateOutputSchema = true)
		@RefCached
		public RefResponse<Report> response(int lines) {
			return RefResponse.of(plain(lines));
		}

		@Override
		@McpTool(description = "A future.", generateOutputSchema = true)
		@RefCached
		public CompletableFuture<Report> future(int lines) {
			return CompletableFuture.completedFuture(plain(lines));
		}

		@Override
		@McpTool(description = "Nothing.", generateOutputSchema = true)
		@RefCached
		public Report nothing(int lines) {
			return null;
		}

		@Override
		@McpTool(description = "Slow.", generateOutputSchema = true)
		@RefCached(asyncTimeout = "0s")
		public Report slow(int lines, ProgressCallback progress) {
			return new CompletableFuture<Report>().join();
		}

		@Override
		@McpTool(description = "Slower than clients are patient.")
		@RefCached(asyncTimeout = "1m")
		public Report longest(int lines) {
			return new CompletableFuture<Report>().join();
		}

		@Override
		@McpTool(description = "Types.", generateOutputSchema = true)
		@RefCached(previewMaxSize = 10_000)
		public Types types() {
			return new Types(new byte[] { 1 }, Path.of("a", "b"), OptionalInt.of(1), Locale.ROOT,
					Currency.getInstance("EUR"), Unit.METRE, Instant.EPOCH, Duration.ofSeconds(1), new UUID(1, 2),
					List.of(new int[] { 1 }), Map.of("width", Unit.METRE), Optional.empty());
		}

		@Override
		@McpTool(description = "Joins lines.")
		@RefCached
		public String joined(Ref<Report> report) {
			return String.join(", ", report.value().lines());
		}

	}

}
