package io.refcache.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import io.refcache.CacheReference;
import io.refcache.EntryOptions;
import io.refcache.RefCache;
import io.refcache.task.TaskRegistry;
import io.refcache.web.WebTestApplication.Reports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the endpoint answers, and where it leads back to: through a real server with a
 * context path, a servlet path and a proxy in front.
 */
class ReferenceControllerTests {

	private static final String BASE = "/shop/api";

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext context;

	/** A reference whose task has ended. */
	private static String completeRefId = "";

	private String id = "";

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Server.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "server.address=127.0.0.1", "server.servlet.context-path=/shop",
					"spring.mvc.servlet.path=/api", "server.forward-headers-strategy=framework",
					"spring.main.banner-mode=off")
			.run();
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@AfterEach
	void release() {
		context.getBean(Reports.class).release(this.id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/value/plain", "/value/a+b", "/value/c%2Bd", "/value/a%20b", "/value/%C3%BCber",
			"/value/100%25", "/value/it's", "/value/a;v=1", "/value/%E2%82%AC%F0%9F%98%80", "/value/q1?q=a+b",
			"/value/q2?q=%2F%2F&r=%26%3D%3F", "/value/q3?from=%2Fx&page=2", "/value/q4?empty=&flag",
			"/value/q6?u=%C3%BC&u=2", "/value/q7?next=https://example.org/a?b=c", "/value/q8?x=%5B1%5D" })
	void completeReferenceLeadsBackToTheRequest(String path) throws Exception {
		HttpResponse<String> accepted = get(BASE + path);
		assertThat(accepted.statusCode()).isEqualTo(202);
		String location = location(accepted);
		assertThat(location).startsWith(BASE + "/refcache/default:").contains("?from=");
		HttpResponse<String> polled = get(location);
		assertThat(polled.statusCode()).isEqualTo(202);
		assertThat(location(polled)).isEqualTo(location);
		assertThat(polled.headers().firstValue("Retry-After")).hasValue("2");
		assertThat(polled.headers().firstValue("Cache-Control")).hasValue("no-store");
		String refId = json(accepted).get("ref_id").asString();
		releaseAll(refId);
		HttpResponse<String> complete = get(location);
		assertThat(complete.statusCode()).isEqualTo(303);
		assertThat(complete.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(location(complete)).isEqualTo(BASE + path);
		int runs = context.getBean(Reports.class).runs();
		assertThat(get(location(complete)).body()).startsWith("report on ");
		assertThat(context.getBean(Reports.class).runs()).isEqualTo(runs);
	}

	@Test
	void proxyInFrontIsInTheAddresses() throws Exception {
		this.id = "proxied";
		HttpResponse<String> accepted = get(BASE + "/value/proxied?a=b", "X-Forwarded-Prefix", "/public",
				"X-Forwarded-Host", "example.org", "X-Forwarded-Proto", "https");
		String refId = json(accepted).get("ref_id").asString();
		assertThat(location(accepted))
			.isEqualTo("/public/api/refcache/" + refId + "?from=%2Fpublic%2Fapi%2Fvalue%2Fproxied%3Fa%3Db");
		releaseAll(refId);
		HttpResponse<String> complete = get(BASE + location(accepted).substring("/public/api".length()),
				"X-Forwarded-Prefix", "/public");
		assertThat(complete.statusCode()).isEqualTo(303);
		assertThat(location(complete)).isEqualTo("/public/api/value/proxied?a=b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/", "http:/evil.example", "//evil.example", "///evil.example",
			"/\\evil.example", "\\\\evil.example", "\\/evil.example", "javascript:alert(1)", "evil.example", "",
			" /value/a", "/a b", "/\r\nX-Evil: yes", "/\t/evil.example", "/\u0000", "/\u0085", "%2F%2Fevil.example",
			"/%zz", "?a=b", "#a", BASE + "/refcache/default:00000000", BASE + "/x/../refcache/default:00000000",
			BASE + "/refcach%65/default:00000000", BASE + "/refcache;a=b/default:00000000", "/.//evil.example",
			"/..//evil.example", "/a/..//evil.example", "/%2F/evil.example", "/%2f/evil.example", "/%5Cevil.example",
			"/a//b", "/a/./b", "/a/%2e%2e/b", "/a/..;x=y/b", "/a%0d%0ab", "/a%00", "/x#//evil.example", "/\u009f",
			"/;//evil.example", "http://127.0.0.1/value/a", "//user@evil.example/", "user@evil.example/a" })
	void wayBackMustBeAPathOfThisServer(String from) throws Exception {
		String refId = completeReference();
		HttpResponse<String> response = get(
				BASE + "/refcache/" + refId + "?from=" + URLEncoder.encode(from, StandardCharsets.UTF_8));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Location")).isEmpty();
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(json(response).get("detail").asString()).contains("'from'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/@evil.example", "/\uFF0Fevil.example", "/x?y=//evil.example",
			"/x?y=https://evil.example/", "/x?y=/../a", "/x?y=%2F%5C", "/a;b=c", "/...", "/a..b" })
	void wayBackStaysOnThisServer(String from) throws Exception {
		String refId = completeReference();
		HttpResponse<String> response = get(
				BASE + "/refcache/" + refId + "?from=" + URLEncoder.encode(from, StandardCharsets.UTF_8));
		assertThat(response.statusCode()).isEqualTo(303);
		assertThat(location(response)).startsWith("/").doesNotStartWith("//").isASCII();
		assertThat(URI.create("https://example.org/a/b").resolve(location(response)).getHost())
			.isEqualTo("example.org");
	}

	@Test
	void wayBackHasALimit() throws Exception {
		String refId = completeReference();
		assertThat(get(BASE + "/refcache/" + refId + "?from=/" + "a".repeat(2047)).statusCode()).isEqualTo(303);
		assertThat(get(BASE + "/refcache/" + refId + "?from=/" + "a".repeat(2048)).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "default:00000000000000000000000000000000", "default:0000", "other:00000000000000000000",
			"default", "default:", ":0000000000", "default:zzzzzzzzzzzzzzzz", "default:0000000G",
			"default:00000000000000000000000000000000%0A", "DEFAULT:00000000000000000000000000000000",
			"default:00000000000000000000000000000000:1", "%E2%82%AC:00000000", "..%3Bfoo", "null", "-:00000000" })
	void whatIsNoReferenceIsNotFound(String ref) throws Exception {
		HttpResponse<String> response = get(BASE + "/refcache/" + ref);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(json(response).get("status").asInt()).isEqualTo(404);
		assertThat(json(response).get("detail").asString())
			.isEqualTo("No value or task found for this reference; it may have expired");
	}

	@Test
	void veryLongReferenceIsNotFound() throws Exception {
		assertThat(get(BASE + "/refcache/default:" + "0".repeat(4000)).statusCode()).isEqualTo(404);
	}

	@Test
	void exposedValueIsServed() throws Exception {
		this.id = "shown";
		HttpResponse<String> accepted = get(BASE + "/exposed/shown");
		releaseAll(json(accepted).get("ref_id").asString());
		HttpResponse<String> complete = get(location(accepted));
		assertThat(complete.statusCode()).isEqualTo(200);
		assertThat(complete.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(json(complete).get("value").asString()).isEqualTo("report on shown");
		assertThat(json(complete).get("is_complete").asBoolean()).isTrue();
	}

	@Test
	void valueOfAResponseIsServed() throws Exception {
		this.id = "answered";
		HttpResponse<String> accepted = get(BASE + "/response/answered");
		releaseAll(json(accepted).get("ref_id").asString());
		assertThat(json(get(location(accepted))).get("value").asString()).isEqualTo("report on answered");
	}

	@Test
	void valueThatIsNotExposedIsNotServed() throws Exception {
		String refId = completeReference();
		HttpResponse<String> response = get(BASE + "/refcache/" + refId);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response).get("status").asString()).isEqualTo("complete");
		assertThat(response.body()).doesNotContain("report on").doesNotContain("\"value\"");
	}

	@Test
	void valueThatWasSetIsServed() throws Exception {
		CacheReference reference = context.getBean(RefCache.class).set("a", "text", EntryOptions.DEFAULTS);
		assertThat(json(get(BASE + "/refcache/" + reference.refId())).get("value").asString()).isEqualTo("text");
	}

	@Test
	void failedTaskHidesItsMessage() throws Exception {
		this.id = "secret";
		HttpResponse<String> accepted = get(BASE + "/failing/secret");
		releaseAll(json(accepted).get("ref_id").asString());
		HttpResponse<String> failed = get(location(accepted));
		assertThat(failed.statusCode()).isEqualTo(200);
		assertThat(json(failed).get("status").asString()).isEqualTo("failed");
		assertThat(json(failed).get("message").asString())
			.matches("Task failed: IllegalStateException \\(error id [0-9a-zA-Z-]+\\)");
		assertThat(failed.body()).doesNotContain("password");
	}

	@Test
	void failedTaskShowsItsMessageIfAskedTo() throws Exception {
		try (AnnotationConfigWebApplicationContext shown = WebTestApplication
			.start("refcache.web.include-message=always")) {
			MockMvcTester mvc = MockMvcTester.from(shown);
			String location = mvc.get().uri("/failing/a").exchange().getResponse().getHeader("Location");
			shown.getBean(Reports.class).release("a");
			await().untilAsserted(() -> assertThat(mvc.get().uri(URI.create(location))).hasStatusOk()
				.bodyJson()
				.extractingPath("$.message")
				.isEqualTo("Task failed: the password is 1234"));
		}
	}

	@Test
	void cancelledTaskIsAStatus() throws Exception {
		this.id = "cancelled";
		HttpResponse<String> accepted = get(BASE + "/value/cancelled");
		assertThat(context.getBean(TaskRegistry.class).cancel(json(accepted).get("ref_id").asString())).isTrue();
		HttpResponse<String> cancelled = get(location(accepted));
		assertThat(cancelled.statusCode()).isEqualTo(200);
		assertThat(json(cancelled).get("status").asString()).isEqualTo("cancelled");
		assertThat(json(cancelled).get("message").asString()).isEqualTo("Task was cancelled");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/xml", "*/*", "text/plain;q=0.5" })
	void answerIsJsonWhateverIsAskedFor(String accept) throws Exception {
		this.id = "as-" + accept.hashCode();
		HttpResponse<String> accepted = get(BASE + "/value/" + this.id, "Accept", accept);
		assertThat(accepted.statusCode()).isEqualTo(202);
		assertThat(accepted.headers().firstValue("Content-Type")).hasValue("application/json");
		HttpResponse<String> polled = get(location(accepted), "Accept", accept);
		assertThat(polled.statusCode()).isEqualTo(202);
		assertThat(polled.headers().firstValue("Content-Type")).hasValue("application/json");
	}

	@Test
	void referenceCannotBeChanged() throws Exception {
		String refId = completeReference();
		for (String method : new String[] { "POST", "PUT", "DELETE", "PATCH" }) {
			HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri(BASE + "/refcache/" + refId))
				.method(method, HttpRequest.BodyPublishers.noBody())
				.build(), BodyHandlers.ofString());
			assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
		}
		assertThat(context.getBean(RefCache.class).exists(refId)).isTrue();
	}

	private String completeReference() throws Exception {
		HttpResponse<String> response = get(BASE + "/value/done");
		if (response.statusCode() == 202) {
			completeRefId = json(response).get("ref_id").asString();
			releaseAll(completeRefId);
		}
		return completeRefId;
	}

	private void releaseAll(String refId) {
		await().until(() -> {
			context.getBean(Reports.class).releaseAll();
			return context.getBean(TaskRegistry.class).find(refId).orElseThrow().status().isEnded();
		});
	}

	private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return client.send(request.build(), BodyHandlers.ofString());
	}

	private static URI uri(String path) {
		return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
	}

	private static String location(HttpResponse<?> response) {
		return response.headers().firstValue("Location").orElseThrow();
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WebTestApplication.class)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class Server {

	}

}
