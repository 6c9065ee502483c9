package io.refcache.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonView;
import io.refcache.RefCached;
import io.refcache.web.WebTestApplication.Reports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.refcache.web.TestServer.header;
import static io.refcache.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Controllers of every shape: in progress, led back, and then what they make of the
 * value.
 */
class ControllerShapesTests {

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
	@CsvSource(delimiter = '|',
			value = { "record | {\"id\":\"record\",\"text\":\"report on record\",\"secret\":\"1234\"}",
					"entity | {\"id\":\"entity\",\"text\":\"report on entity\",\"secret\":\"1234\"}",
					"future | {\"id\":\"future\",\"text\":\"report on future\",\"secret\":\"1234\"}",
					"view | {\"id\":\"view\",\"text\":\"report on view\"}", "dto | {\"title\":\"REPORT ON DTO\"}" })
	void controllerHasTheLastSay(String shape, String body) throws Exception {
		HttpResponse<String> accepted = server.get("/shapes/" + shape);
		assertThat(accepted.statusCode()).isEqualTo(202);
		assertThat(header(accepted, "Cache-Control")).isEqualTo("no-store");
		String refId = json(accepted).get("ref_id").asString();
		server.finish(refId, shape);
		HttpResponse<String> ended = server.get(header(accepted, "Location"));
		assertThat(ended.statusCode()).isEqualTo(303);
		assertThat(ended.body()).isEmpty();
		HttpResponse<String> result = server.get(header(ended, "Location"));
		assertThat(result.statusCode()).isEqualTo(200);
		assertThat(json(result)).isEqualTo(JsonMapper.shared().readTree(body));
		assertThat(header(result, "Cache-Control")).isEqualTo(shape.equals("entity") ? "max-age=60" : "");
	}

	@Test
	void twoCallsOfOneRequestAreWaitedForOneByOne() throws Exception {
		HttpResponse<String> first = server.get("/shapes/both");
		assertThat(first.statusCode()).isEqualTo(202);
		String one = json(first).get("ref_id").asString();
		server.finish(one, "one");
		assertThat(header(server.get(header(first, "Location")), "Location")).isEqualTo("/shapes/both");
		HttpResponse<String> second = server.get("/shapes/both");
		assertThat(second.statusCode()).isEqualTo(202);
		String two = json(second).get("ref_id").asString();
		assertThat(two).isNotEqualTo(one);
		server.finish(two, "two");
		assertThat(server.get(header(second, "Location")).statusCode()).isEqualTo(303);
		assertThat(server.get("/shapes/both").body()).isEqualTo("report on one, report on two");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestServer.Application.class)
	static class Application {

		@Bean
		Documents documents(Reports reports) {
			return new Documents(reports);
		}

		@Bean
		ShapesController shapesController(Documents documents) {
			return new ShapesController(documents);
		}

	}

	record Document(@JsonView(Public.class) String id, @JsonView(Public.class) String text,
			@JsonView(Internal.class) String secret) {

	}

	record Title(String title) {

	}

	interface Public {

	}

	interface Internal {

	}

	static class Documents {

		private final Reports reports;

		Documents(Reports reports) {
			this.reports = reports;
		}

		@RefCached(asyncTimeout = "0s")
		public Document document(String id) {
			return new Document(id, this.reports.waitFor(id), "1234");
		}

		@RefCached(asyncTimeout = "0s")
		public CompletableFuture<Document> documentLater(String id) {
			return CompletableFuture.completedFuture(new Document(id, this.reports.waitFor(id), "1234"));
		}

	}

	@RestController
	@RequestMapping("/shapes")
	static class ShapesController {

		private final Documents documents;

		ShapesController(Documents documents) {
			this.documents = documents;
		}

		@GetMapping("/record")
		Document record() {
			return this.documents.document("record");
		}

		@GetMapping("/entity")
		ResponseEntity<Document> entity() {
			return ResponseEntity.ok()
				.cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)))
				.body(this.documents.document("entity"));
		}

		@GetMapping("/future")
		CompletableFuture<Document> future() {
			return this.documents.documentLater("future");
		}

		@GetMapping("/view")
		@JsonView(Public.class)
		Document view() {
			return this.documents.document("view");
		}

		@GetMapping("/dto")
		Title dto() {
			return new Title(this.documents.document("dto").text().toUpperCase(Locale.ROOT));
		}

		@GetMapping("/both")
		String both() {
			return this.documents.document("one").text() + ", " + this.documents.document("two").text();
		}

	}

}
