package io.refcache.sample;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.refcache.sample.audit.DuplicateClass;
import io.refcache.sample.audit.DuplicateClasses;
import io.refcache.sample.audit.JarAudit;
import io.refcache.sample.audit.JarReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With an {@code asyncTimeout} of zero each run is answered by reference, so that a 200
 * at once can only come from the cache.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.audit.async-timeout=0s")
class JarAuditApplicationTests {

	@TempDir
	static Path folder;

	static Path root;

	private static RealJars jars;

	@Autowired
	private JsonMapper json;

	@LocalServerPort
	private int port;

	private PoliteClient client;

	@DynamicPropertySource
	static void auditOwnClassPath(DynamicPropertyRegistry registry) {
		registry.add("sample.audit.root", () -> root);
	}

	@BeforeAll
	static void layOutJars() throws IOException {
		root = Files.createDirectories(folder.resolve("root"));
		jars = RealJars.below(root);
		List<Path> files = jars.files("org/jspecify");
		assertThat(files).hasSize(1);
		RealJars.link(Files.createDirectories(root.resolve("twice")).resolve("again.jar"), files.get(0));
		RealJars.link(Files.createDirectories(folder.resolve("outside")).resolve("secret.jar"), files.get(0));
		Files.createSymbolicLink(root.resolve("out"), folder.resolve("outside"));
	}

	@BeforeEach
	void setUp() {
		this.client = new PoliteClient(this.port);
	}

	@Test
	void auditIsAnsweredByReferenceThenFromTheCacheWhereItWasAskedFor() throws Exception {
		HttpResponse<String> accepted = this.client.get("/api/audits/jars?group=");
		assertThat(accepted.statusCode()).isEqualTo(202);
		assertThat(accepted.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 30L);
		assertThat(PoliteClient.location(accepted)).contains("/refcache/jar-audit:");
		JsonNode task = this.json.readTree(accepted.body());
		assertThat(PoliteClient.location(accepted)).contains(task.get("ref_id").stringValue());
		assertThat(task.get("is_complete").booleanValue()).isFalse();

		HttpResponse<String> ended = this.client.follow(accepted);
		assertThat(ended.statusCode()).isEqualTo(303);
		assertThat(PoliteClient.location(ended)).endsWith("/api/audits/jars?group=");

		HttpResponse<String> result = this.client.get(PoliteClient.location(ended));
		assertThat(result.statusCode()).isEqualTo(200);
		JarAudit audit = this.json.readValue(result.body(), JarAudit.class);
		assertThat(audit.jars()).hasSizeGreaterThanOrEqualTo(50)
			.extracting(JarReport::path)
			.containsExactlyElementsOf(jars.files("").stream().map(jars::pathOf).sorted().toList());
		assertThat(audit.totals().jars()).isEqualTo(jars.files("").size());
		assertThat(audit.totals().brokenJars()).isZero();
		assertThat(audit.totals().bytes()).isEqualTo(jars.bytes(""));
		assertThat(audit.totals().classes()).isEqualTo(jars.classes(""));

		HttpResponse<String> again = this.client.get("/api/audits/jars");
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(again.body()).isEqualTo(result.body());
	}

	@Test
	void duplicatesAreServedByTheirReference() throws Exception {
		HttpResponse<String> accepted = this.client.get("/api/audits/duplicates");
		assertThat(accepted.statusCode()).isEqualTo(202);
		String refId = this.json.readTree(accepted.body()).get("ref_id").stringValue();

		HttpResponse<String> ended = this.client.follow(accepted);
		assertThat(ended.statusCode()).isEqualTo(200);
		JsonNode response = this.json.readTree(ended.body());
		assertThat(response.get("ref_id").stringValue()).isEqualTo(refId);
		assertThat(response.get("is_complete").booleanValue()).isTrue();
		DuplicateClasses duplicates = this.json.treeToValue(response.get("value"), DuplicateClasses.class);
		Map<String, List<String>> expected = jars.duplicates("");
		assertThat(expected).containsKey("org.jspecify.annotations.Nullable");
		assertThat(duplicates.classes()).containsExactlyElementsOf(expected.entrySet()
			.stream()
			.map((entry) -> new DuplicateClass(entry.getKey(), false, entry.getValue()))
			.toList());
		assertThat(duplicates.jars()).isEqualTo(jars.files("").size());

		HttpResponse<String> again = this.client.get("/api/audits/duplicates");
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(this.json.readTree(again.body()).get("value")).isEqualTo(response.get("value"));
	}

	@Test
	void inventoriesAreComparedAndNeverShown() throws Exception {
		String all = inventory("");
		String some = inventory("org/springframework");
		String comparison = "/api/inventories/comparison?first=%s&second=%s".formatted(all, some);
		HttpResponse<String> ended = this.client.follow(this.client.get(comparison));
		assertThat(ended.statusCode()).isEqualTo(200);
		JsonNode response = this.json.readTree(ended.body());
		int common = jars.checksums("org/springframework").size();
		assertThat(response.at("/value/inBoth").intValue()).isEqualTo(common).isPositive();
		assertThat(response.at("/value/onlyInFirst").intValue()).isEqualTo(jars.checksums("").size() - common);
		assertThat(response.at("/value/onlyInSecond").intValue()).isZero();
		HttpResponse<String> again = this.client.get(comparison);
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(this.json.readTree(again.body()).get("depends_on").toString()).contains(all, some);
		for (String path : List.of("/refcache/" + all, "/refcache/" + all + "?full=true",
				"/refcache/" + all + "?page=1", "/api/inventories", comparison)) {
			HttpResponse<String> seen = this.client.get(path);
			assertThat(jars.checksums("")).isNotEmpty().noneMatch((checksum) -> seen.body().contains(checksum));
		}
	}

	private String inventory(String group) throws Exception {
		HttpResponse<String> ended = this.client.follow(this.client.get("/api/inventories?group=" + group));
		assertThat(ended.statusCode()).isEqualTo(200);
		JsonNode response = this.json.readTree(ended.body());
		assertThat(response.get("message").stringValue()).contains("not read");
		assertThat(response.has("value")).isFalse();
		return response.get("ref_id").stringValue();
	}

	@Test
	void comparisonOfWhatIsNoReferenceIsRefused() throws Exception {
		String unknown = "jar-audit:0123456789abcdef0123456789abcdef";
		for (String first : List.of(unknown, "nonsense")) {
			HttpResponse<String> refused = this.client
				.get("/api/inventories/comparison?first=%s&second=%s".formatted(first, unknown));
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		}
	}

	@Test
	void equalGroupsShareOneResult() throws Exception {
		HttpResponse<String> ended = this.client.follow(this.client.get("/api/audits/jars?group=org/springframework"));
		assertThat(ended.statusCode()).isEqualTo(303);
		HttpResponse<String> result = this.client.get("/api/audits/jars?group=org%2Fspringframework%2F");
		assertThat(result.statusCode()).isEqualTo(200);
		JarAudit audit = this.json.readValue(result.body(), JarAudit.class);
		assertThat(audit.totals().jars()).isEqualTo(jars.files("org/springframework").size()).isPositive();
		assertThat(audit.totals().classes()).isEqualTo(jars.classes("org/springframework"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", "../..", "../outside", "/etc", "org%5Cspringframework", "org%00", "%2e%2e/outside",
			"org/../../outside", "out" })
	void groupThatLeadsOutIsRefusedAtOnce(String group) throws Exception {
		for (String audit : List.of("jars", "duplicates")) {
			HttpResponse<String> refused = this.client.get("/api/audits/" + audit + "?group=" + group);
			assertThat(refused.statusCode()).isEqualTo(400);
			assertProblemWithGroup(refused);
		}
	}

	@Test
	void unknownGroupIsRefusedAtOnce() throws Exception {
		HttpResponse<String> refused = this.client.get("/api/audits/jars?group=org.springframework");
		assertThat(refused.statusCode()).isEqualTo(404);
		assertProblemWithGroup(refused);
	}

	@Test
	void withoutTheProfileThereIsNoMcpServer() throws Exception {
		assertThat(this.client.get("/mcp").statusCode()).isEqualTo(404);
	}

	@Test
	void frontPageExplainsTheAddressesAndLoadsNothing() throws Exception {
		HttpResponse<String> page = this.client.get("/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/html"));
		assertThat(page.body()).contains("href=\"/api/audits/jars\"", "curl -i", "303")
			.doesNotContainPattern("(src|href)=\"(https?:)?//")
			.doesNotContain("@import", "url(");
	}

	private void assertProblemWithGroup(HttpResponse<String> response) {
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.headers().firstValue("Location")).isEmpty();
		JsonNode problem = this.json.readTree(response.body());
		assertThat(problem.get("parameter").stringValue()).isEqualTo("group");
		assertThat(problem.get("detail").stringValue()).startsWith("'group' ").contains("leave it empty");
	}

}
