package io.refcache.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With the profile {@code mcp} agents audit jars. An {@code asyncTimeout} of zero makes
 * every first call a long one.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.audit.async-timeout=0s")
@ActiveProfiles("mcp")
class McpProfileTests {

	@TempDir
	static Path root;

	private static RealJars jars;

	@LocalServerPort
	private int port;

	private Agent agent;

	@DynamicPropertySource
	static void auditOwnClassPath(DynamicPropertyRegistry registry) {
		registry.add("sample.audit.root", () -> root);
	}

	@BeforeAll
	static void layOutJars() throws IOException {
		jars = RealJars.below(root);
	}

	@BeforeEach
	void connect() {
		this.agent = Agent.overHttp(this.port);
	}

	@AfterEach
	void disconnect() {
		this.agent.close();
	}

	@Test
	void auditsAreToolsThatChangeNothing() {
		List<Tool> tools = this.agent.tools();
		assertThat(tools).extracting(Tool::name)
			.containsExactlyInAnyOrder("audit_jars", "find_duplicate_classes", "audit_totals", "list_jars",
					"take_inventory", "compare_inventories", "get_cached_result", "cancel_task", "retry_task",
					"list_tasks");
		assertThat(tools).filteredOn((tool) -> !List.of("cancel_task", "retry_task").contains(tool.name()))
			.allSatisfy((tool) -> assertThat(tool.annotations().readOnlyHint()).as(tool.name()).isTrue());
		assertThat(tools).allSatisfy((tool) -> assertThat(tool.annotations().title()).isEqualTo(tool.title()));
		assertThat(tools).filteredOn((tool) -> tool.name().equals("audit_jars"))
			.singleElement()
			.satisfies(
					(tool) -> assertThat(tool.inputSchema().toString()).contains("group").doesNotContain("progress"));
	}

	@Test
	void longAuditIsPolledThenAnsweredAtOnce() throws IOException {
		Map<String, Object> group = Map.of("group", "org");
		JsonNode begun = this.agent.call("audit_jars", group);
		assertThat(Agent.isBegun(begun)).as(begun.toString()).isTrue();
		assertThat(begun.at("/poll_after_seconds").intValue()).isPositive();

		JsonNode ended = this.agent.patientCall("audit_jars", group);
		assertThat(Agent.refId(ended)).isEqualTo(Agent.refId(begun));
		assertThat(ended.at("/preview/totals/jars").intValue()).isEqualTo(jars.files("org").size());

		JsonNode again = this.agent.call("audit_jars", group);
		assertThat(Agent.refId(again)).isEqualTo(Agent.refId(begun));
		assertThat(again).isEqualTo(ended);
	}

	@Test
	void largeResultIsReadInPages() throws IOException {
		String audit = Agent.refId(this.agent.call("audit_jars", Map.of("group", "")));
		JsonNode list = this.agent.patientCall("list_jars", Map.of("audit", audit));
		List<Path> files = jars.files("");
		assertThat(list.at("/total_items").intValue()).isEqualTo(files.size()).isGreaterThan(50);
		assertThat(list.at("/preview").size()).isBetween(1, files.size() - 1);

		JsonNode page = this.agent.call("get_cached_result",
				Map.of("ref_id", Agent.refId(list), "page", 2, "page_size", 3));
		assertThat(page.at("/preview")).extracting((jar) -> jar.at("/path").stringValue())
			.containsExactlyElementsOf(files.stream().map(jars::pathOf).sorted().skip(3).limit(3).toList());
	}

	@Test
	void auditIsPassedOnByItsReferenceBeforeItHasEnded() throws IOException {
		String audit = Agent.refId(this.agent.call("audit_jars", Map.of("group", "org/springframework")));
		JsonNode totals = this.agent.patientCall("audit_totals", Map.of("audit", audit));
		assertThat(totals.at("/value/jars").intValue()).isEqualTo(jars.files("org/springframework").size());
		assertThat(totals.at("/value/classes").longValue()).isEqualTo(jars.classes("org/springframework"));
		assertThat(totals.at("/depends_on/0").stringValue()).isEqualTo(audit);
	}

	@Test
	void inventoriesAreComparedAndNeverRead() throws IOException {
		JsonNode all = this.agent.patientCall("take_inventory", Map.of("group", ""));
		assertThat(all.at("/message").stringValue()).contains("not read");
		JsonNode some = this.agent.patientCall("take_inventory", Map.of("group", "org/springframework"));
		JsonNode comparison = this.agent.patientCall("compare_inventories",
				Map.of("first", Agent.refId(all), "second", Agent.refId(some)));
		int common = jars.checksums("org/springframework").size();
		assertThat(comparison.at("/value/inBoth").intValue()).isEqualTo(common).isPositive();
		assertThat(comparison.at("/value/onlyInSecond").intValue()).isZero();
		JsonNode read = this.agent.call("get_cached_result", Map.of("ref_id", Agent.refId(all), "full", true));
		assertThat(jars.checksums("")).isNotEmpty()
			.noneMatch((checksum) -> (all + " " + comparison + " " + read).contains(checksum));
	}

	@Test
	void agentIsToldWhatIsWrongWithAGroup() {
		String refused = this.agent.refusal("audit_jars", Map.of("group", "org.springframework"));
		assertThat(refused).contains("'org/springframework'");
	}

	@Test
	void pagesOfOtherHostsAreKeptAway() throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/mcp"))
			.header("Accept", "application/json, text/event-stream")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
		HttpClient http = HttpClient.newHttpClient();
		assertThat(http.send(request.copy().header("Origin", "http://evil.example").build(), BodyHandlers.ofString())
			.statusCode()).isEqualTo(403);
		assertThat(http.send(request.copy().header("Origin", "http://localhost:6274").build(), BodyHandlers.ofString())
			.statusCode()).isEqualTo(400);
	}

}
