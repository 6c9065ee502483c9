package io.refcache.web;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import io.refcache.RefCached;
import io.refcache.web.WebTestApplication.Reports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.refcache.web.TestServer.header;
import static io.refcache.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are led back to a request whose result the cache no longer has for others.
 */
class WayBackTests {

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class);
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/brief/", "/rejected/", "/brief/x?q=", "/brief-later/" })
	void staleResultIsServedToWhomItWasPromised(String path) throws Exception {
		String id = (path + "a").replaceAll("\\W", "_");
		HttpResponse<String> accepted = server.get(path + id);
		String refId = end(accepted);
		HttpResponse<String> ended = server.get(header(accepted, "Location"));
		assertThat(ended.statusCode()).isEqualTo(303);
		assertThat(header(ended, "Location"))
			.isEqualTo(path + id + (path.contains("?") ? "&" : "?") + "refcache_ref=" + refId);
		int runs = server.reports().runs();
		HttpResponse<String> result = server.get(header(ended, "Location"));
		assertThat(result.statusCode()).isEqualTo(200);
		assertThat(result.body()).startsWith("report on ");
		assertThat(server.reports().runs()).isEqualTo(runs);

		HttpResponse<String> other = server.get(path + id);
		assertThat(other.statusCode()).isEqualTo(202);
		assertThat(json(other).get("ref_id").asString()).isNotEqualTo(refId);
	}

	@Test
	void promiseThatCannotBeReadIsNone() throws Exception {
		HttpResponse<String> accepted = server.get("/value/odd?refcache_ref=%ff");
		assertThat(accepted.statusCode()).isEqualTo(202);
		server.finish(json(accepted).get("ref_id").asString(), "odd");
	}

	@Test
	void freshResultNeedsNoPromise() throws Exception {
		HttpResponse<String> accepted = server.get("/value/fresh");
		server.finish(json(accepted).get("ref_id").asString(), "fresh");
		assertThat(header(server.get(header(accepted, "Location")), "Location")).isEqualTo("/value/fresh");
	}

	@Test
	void promiseIsOfOneCallOnly() throws Exception {
		HttpResponse<String> accepted = server.get("/brief/mine");
		String refId = end(accepted);
		assertThat(server.get("/brief/other?refcache_ref=" + refId).statusCode()).isEqualTo(202);
		assertThat(server.get("/rejected/mine?refcache_ref=" + refId).statusCode()).isEqualTo(202);
		assertThat(server.get("/brief/mine?refcache_ref=nonsense&refcache_ref=" + refId).statusCode()).isEqualTo(200);
		assertThat(server.send("POST", "/brief/mine?refcache_ref=" + refId).statusCode()).isEqualTo(202);
	}

	@Test
	void promiseDoesNotChangeWhatOthersGet() throws Exception {
		HttpResponse<String> accepted = server.get("/brief/poison");
		String old = end(accepted);
		HttpResponse<String> again = server.get("/brief/poison");
		assertThat(again.statusCode()).isEqualTo(202);
		assertThat(server.get("/brief/poison?refcache_ref=" + old).statusCode()).isEqualTo(200);
		assertThat(json(server.get("/brief/poison")).get("ref_id").asString()).isNotEqualTo(old);
	}

	@Test
	void everyCallOfARequestIsKeptItsPromise() throws Exception {
		HttpResponse<String> answer = server.get("/two");
		for (int i = 0; i < 10 && answer.statusCode() != 200; i++) {
			if (answer.statusCode() == 202) {
				end(answer);
			}
			answer = server.get(header(answer, "Location"));
		}
		assertThat(answer.body()).isEqualTo("report on two-a, report on two-b");
	}

	private static String end(HttpResponse<String> accepted) {
		assertThat(accepted.statusCode()).isEqualTo(202);
		String refId = json(accepted).get("ref_id").asString();
		server.finishAll(refId);
		return refId;
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestServer.Application.class)
	static class Application {

		@Bean
		BriefReports briefReports(Reports reports) {
			return new BriefReports(reports);
		}

		@Bean
		BriefController briefController(BriefReports reports) {
			return new BriefController(reports);
		}

	}

	static class BriefReports {

		private final Reports reports;

		BriefReports(Reports reports) {
			this.reports = reports;
		}

		@RefCached(asyncTimeout = "0s", ttl = "1ms")
		public String brief(String id) {
			return this.reports.waitForNext(id);
		}

		@RefCached(asyncTimeout = "0s", unless = "true")
		public String rejected(String id) {
			return this.reports.waitForNext(id);
		}

		@RefCached(asyncTimeout = "0s", ttl = "1ms")
		public CompletableFuture<String> briefLater(String id) {
			return CompletableFuture.completedFuture(this.reports.waitForNext(id));
		}

	}

	@RestController
	static class BriefController {

		private final BriefReports reports;

		BriefController(BriefReports reports) {
			this.reports = reports;
		}

		@GetMapping("/brief/{id}")
		String brief(@PathVariable String id) {
			return this.reports.brief(id);
		}

		@PostMapping("/brief/{id}")
		String post(@PathVariable String id) {
			return this.reports.brief(id);
		}

		@GetMapping("/brief-later/{id}")
		CompletableFuture<String> later(@PathVariable String id) {
			return this.reports.briefLater(id);
		}

		@GetMapping("/rejected/{id}")
		String rejected(@PathVariable String id) {
			return this.reports.rejected(id);
		}

		@GetMapping("/two")
		String two() {
			return this.reports.brief("two-a") + ", " + this.reports.brief("two-b");
		}

	}

}
