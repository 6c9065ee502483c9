package io.refcache.sample;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With the profile {@code security} inventories are those of their user.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.audit.async-timeout=0s")
@ActiveProfiles("security")
class SecurityProfileTests {

	@TempDir
	static Path root;

	private final HttpClient http = HttpClient.newHttpClient();

	@Autowired
	private JsonMapper json;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void auditOwnClassPath(DynamicPropertyRegistry registry) {
		registry.add("sample.audit.root", () -> root);
	}

	@BeforeAll
	static void layOutJars() throws IOException {
		RealJars.below(root);
	}

	@Test
	void strangersAreNotLetIn() throws Exception {
		for (String path : List.of("/", "/api/audits/jars", "/refcache/jar-audit:0123456789abcdef",
				"/refcache/jar-audit:0123456789abcdef/events", "/actuator/metrics")) {
			assertThat(this.http.send(request("GET", path).build(), BodyHandlers.ofString()).statusCode())
				.isEqualTo(401);
		}
	}

	@Test
	void inventoriesAreThoseOfTheirUser() throws Exception {
		String all = inventory("alice", "");
		String some = inventory("alice", "org/springframework");
		String bobs = inventory("bob", "");
		assertThat(bobs).isNotEqualTo(all);
		String comparison = "/api/inventories/comparison?first=%s&second=%s".formatted(all, some);
		HttpResponse<String> accepted = send("alice", request("GET", comparison));
		assertThat(ended("alice", accepted).at("/value/onlyInSecond").intValue()).isZero();

		assertThat(send("bob", request("GET", "/refcache/" + all)).statusCode()).isEqualTo(404);
		assertThat(send("bob", request("DELETE", "/refcache/" + all), token("bob")).statusCode()).isEqualTo(404);
		HttpResponse<String> refused = send("bob", request("GET", comparison));
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("Invalid or inaccessible reference").doesNotContain("onlyInSecond");
		assertThat(send("alice", request("GET", "/refcache/" + all)).statusCode()).isEqualTo(200);
	}

	@Test
	void changesNeedTheToken() throws Exception {
		String refId = inventory("alice", "org/jspecify");
		assertThat(send("alice", request("DELETE", "/refcache/" + refId)).statusCode()).isEqualTo(403);
		assertThat(send("alice", request("DELETE", "/refcache/" + refId), token("alice")).statusCode()).isEqualTo(204);
		assertThat(send("alice", request("GET", "/refcache/" + refId)).statusCode()).isEqualTo(404);
	}

	private String inventory(String user, String group) throws Exception {
		HttpResponse<String> accepted = send(user, request("GET", "/api/inventories?group=" + group));
		return ended(user, accepted).get("ref_id").stringValue();
	}

	private JsonNode ended(String user, HttpResponse<String> accepted) throws Exception {
		if (accepted.statusCode() == 200) {
			return this.json.readTree(accepted.body());
		}
		assertThat(accepted.statusCode()).isEqualTo(202);
		HttpResponse<String> ended = send(user,
				request("GET", accepted.headers().firstValue("Location").orElseThrow()).header("Prefer", "wait=30"));
		assertThat(ended.statusCode()).isEqualTo(200);
		return this.json.readTree(ended.body());
	}

	private HttpCookie token(String user) throws Exception {
		return send(user, request("GET", "/")).headers()
			.allValues("Set-Cookie")
			.stream()
			.flatMap((header) -> HttpCookie.parse(header).stream())
			.filter((cookie) -> cookie.getName().equals("XSRF-TOKEN"))
			.findFirst()
			.orElseThrow();
	}

	private HttpResponse<String> send(String user, HttpRequest.Builder request, HttpCookie token) throws Exception {
		return send(user,
				request.header("Cookie", "XSRF-TOKEN=" + token.getValue()).header("X-XSRF-TOKEN", token.getValue()));
	}

	private HttpResponse<String> send(String user, HttpRequest.Builder request) throws Exception {
		String credentials = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
		return this.http.send(request.header("Authorization", "Basic " + credentials).build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String method, String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.method(method, BodyPublishers.noBody());
	}

}
