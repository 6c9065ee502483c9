package io.refcache.web;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.refcache.testing.LogRecorder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static io.refcache.web.TestServer.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a client sends is its own mistake, and leaves no stack trace.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadRequestTests {

	private static TestServer server;

	private static String refId = "";

	private LogRecorder log;

	@BeforeAll
	static void start() throws Exception {
		server = TestServer.start(Application.class, "refcache.web.changes=true");
		refId = server.task("exposed", "done");
		server.finish(refId, "done");
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@BeforeEach
	void record() {
		this.log = LogRecorder.of("ROOT", Level.WARN);
	}

	@AfterEach
	void nothingIsLoggedWithAStackTrace() {
		this.log.close();
		assertThat(this.log.events()).extracting(ILoggingEvent::getThrowableProxy)
			.filteredOn(Objects::nonNull)
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "page=0", "page=-1", "page=-9223372036854775808", "page=99999999999999999999", "page=one",
			"page=1.0", "page=%00", "page=1&page=2", "page=", "page=%F0%9F%98%80", "page=1&page_size=0",
			"page=1&page_size=2147483648", "max_size=-1", "max_size=1000001", "full=1", "full=true&full=true",
			"full=true&page=1", "from=", "from=x", "from=//x", "page=%ff", "from=%ED%A0%80" })
	void parametersAreRefused(String query) throws Exception {
		HttpResponse<String> refused = server.get("/refcache/" + refId + "?" + query);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "page=2147483647", "page=1&page_size=1000", "unknown=x", "PAGE=0", "page.x=1",
			"page%5B%5D.x=1", "full.x=1" })
	void otherParametersAreNoMistake(String query) throws Exception {
		assertThat(server.get("/refcache/" + refId + "?" + query).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /refcache/default:%00 HTTP/1.1", "GET /refcache/%2e%2e HTTP/1.1",
			"GET /refcache/a%2Fb HTTP/1.1", "GET /refcache/%zz HTTP/1.1", "GET /refcache/a|b HTTP/1.1",
			"GET /refcache/a\\b HTTP/1.1", "BREW /refcache/default:00000000 HTTP/1.1", "DELETE /refcache/;x=y HTTP/1.1",
			"POST /refcache//cancel HTTP/1.1", "GET /refcache/default:00000000?from=%zz HTTP/1.1",
			"OPTIONS /refcache/default:00000000/none HTTP/1.1" })
	void rawRequestsAreRefused(String line) throws Exception {
		assertThat(raw(line, "")).matches("HTTP/1.1 4\\d\\d .*");
	}

	@Test
	void oversizedHeadersAreRefused() throws Exception {
		assertThat(raw("GET /refcache/" + refId + " HTTP/1.1", "Prefer: " + "x".repeat(20_000) + "\r\n"))
			.matches("HTTP/1.1 4\\d\\d .*");
		assertThat(raw("GET /refcache/" + "x".repeat(20_000) + " HTTP/1.1", "")).matches("HTTP/1.1 4\\d\\d .*");
		assertThat(raw("GET /refcache/" + refId + " HTTP/1.1", "Prefer: " + "wait=1,".repeat(1000) + "\r\n"))
			.matches("HTTP/1.1 200 .*");
	}

	@Test
	void bodiesAreNoMistake() throws Exception {
		String task = server.task("value", "body");
		assertThat(raw("POST /refcache/" + task + "/cancel HTTP/1.1",
				"Content-Type: image/png\r\nContent-Length: 3\r\n\r\nabc"))
			.matches("HTTP/1.1 204 .*");
	}

	@Test
	void otherOriginsAreTheApplicationsAffair() throws Exception {
		HttpResponse<String> allowed = server.get("/refcache/" + refId, "Origin", "https://shop.example");
		assertThat(allowed.statusCode()).isEqualTo(200);
		assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
		assertThat(header(allowed, "Access-Control-Expose-Headers")).contains("Location", "Retry-After",
				"Preference-Applied");
		assertThat(server.get("/refcache/" + refId, "Origin", "https://evil.example").statusCode()).isEqualTo(403);
		for (String path : List.of("", "/cancel")) {
			HttpResponse<String> preflight = server.send("OPTIONS", "/refcache/" + refId + path, "Origin",
					"https://shop.example", "Access-Control-Request-Method", path.isEmpty() ? "DELETE" : "POST");
			assertThat(preflight.statusCode()).isEqualTo(200);
		}
	}

	/** What a client of Java would not send. */
	private static String raw(String line, String headers) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", server.port())) {
			String end = headers.contains("\r\n\r\n") ? "" : "\r\n";
			socket.getOutputStream()
				.write((line + "\r\nHost: localhost\r\nConnection: close\r\n" + headers + end)
					.getBytes(StandardCharsets.ISO_8859_1));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return answer.lines().findFirst().orElse("");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestServer.Application.class)
	static class Application {

		@Bean
		WebMvcConfigurer cors() {
			return new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/**")
						.allowedOrigins("https://shop.example")
						.allowedMethods("GET", "POST", "DELETE")
						.exposedHeaders("Location", "Retry-After", "Preference-Applied");
				}

			};
		}

	}

}
