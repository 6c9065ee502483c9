package io.refcache.web;

import java.net.http.HttpResponse;

import io.refcache.RefCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.refcache.web.TestServer.header;
import static io.refcache.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changes of tasks over HTTP, and requests that nothing takes.
 */
class TaskControllerTests {

	private static final String UNKNOWN = "default:00000000000000000000000000000000";

	private static TestServer server;

	private String id = "";

	@BeforeAll
	static void start() {
		server = TestServer.start("refcache.web.changes=true");
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@BeforeEach
	void setUp(TestInfo test) {
		this.id = test.getTestMethod().orElseThrow().getName();
	}

	@Test
	void taskIsCancelledOnce() throws Exception {
		String refId = server.task("value", this.id);
		HttpResponse<String> cancelled = server.send("POST", "/refcache/" + refId + "/cancel");
		assertThat(cancelled.statusCode()).isEqualTo(204);
		assertThat(header(cancelled, "Cache-Control")).isEqualTo("no-store");
		assertThat(json(server.get("/refcache/" + refId)).get("status").asString()).isEqualTo("cancelled");

		assertProblem(server.send("POST", "/refcache/" + refId + "/cancel"), 409, "The task has ended");
	}

	@Test
	void failedTaskRunsAgainUnderItsReference() throws Exception {
		String refId = server.task("failing", this.id);
		server.finish(refId, this.id);
		HttpResponse<String> retried = server.send("POST", "/refcache/" + refId + "/retry");

		assertThat(retried.statusCode()).isEqualTo(202);
		assertThat(header(retried, "Location")).isEqualTo("/refcache/" + refId);
		assertThat(header(retried, "Retry-After")).isEqualTo("2");
		assertThat(header(retried, "Cache-Control")).isEqualTo("no-store");
		assertThat(json(retried).get("ref_id").asString()).isEqualTo(refId);
	}

	@Test
	void retryOfWhatHasNotFailedIsRefused() throws Exception {
		String refId = server.task("value", this.id);
		HttpResponse<String> refused = server.send("POST", "/refcache/" + refId + "/retry");
		assertProblem(refused, 409, "");
		assertThat(json(refused).get("reason").asString()).isNotEmpty();
		server.finish(refId, this.id);
		assertProblem(server.send("POST", "/refcache/" + refId + "/retry"), 409, "");
	}

	@Test
	void deletedReferenceIsGone() throws Exception {
		String refId = server.task("value", this.id);
		assertThat(server.send("DELETE", "/refcache/" + refId).statusCode()).isEqualTo(204);
		assertThat(server.bean(RefCache.class).exists(refId)).isFalse();
		assertProblem(server.send("DELETE", "/refcache/" + refId), 404, "No value or task found");
	}

	@ParameterizedTest
	@CsvSource({ "POST, /cancel", "POST, /retry", "DELETE, ''" })
	void whatIsNotThereIsNotFound(String method, String action) throws Exception {
		for (String ref : new String[] { UNKNOWN, "nonsense", "other:0123456789abcdef", "default:%0A", "%E2%82%AC" }) {
			assertProblem(server.send(method, "/refcache/" + ref + action), 404, "");
		}
	}

	@ParameterizedTest
	@CsvSource({ "PUT, '', 'DELETE, GET'", "PATCH, '', 'DELETE, GET'", "POST, '', 'DELETE, GET'", "GET, /cancel, POST",
			"DELETE, /retry, POST", "POST, /events, GET" })
	void otherMethodsAreRefused(String method, String action, String allowed) throws Exception {
		HttpResponse<String> refused = server.send(method, "/refcache/" + UNKNOWN + action);
		assertProblem(refused, 405, "");
		assertThat(header(refused, "Allow").split(", ?")).containsExactlyInAnyOrder(allowed.split(", "));
	}

	@Test
	void otherPathsAreNotFound() throws Exception {
		assertProblem(server.get("/refcache/" + UNKNOWN + "/value"), 404, "");
		assertProblem(server.send("POST", "/refcache/" + UNKNOWN + "/pause"), 404, "");
		assertProblem(server.get("/refcache/"), 404, "");
	}

	@Test
	void eventsAreNoJson() throws Exception {
		assertProblem(server.get("/refcache/" + UNKNOWN + "/events", "Accept", "application/json"), 406, "");
	}

	@Test
	void requestsToElsewhereAreTheApplicationsOwn() throws Exception {
		HttpResponse<String> refused = server.send("PUT", "/value/a");
		assertThat(refused.statusCode()).isNotEqualTo(405);
		assertThat(refused.body()).isEqualTo("caught");
	}

	@Test
	void changesAreOffUnlessSaid() throws Exception {
		try (TestServer closed = TestServer.start()) {
			String refId = closed.task("value", this.id);
			assertProblem(closed.send("POST", "/refcache/" + refId + "/cancel"), 404, "");
			assertProblem(closed.send("POST", "/refcache/" + refId + "/retry"), 404, "");
			assertProblem(closed.send("DELETE", "/refcache/" + refId), 405, "");
			assertThat(closed.get("/refcache/" + refId).statusCode()).isEqualTo(202);
		}
	}

	private static void assertProblem(HttpResponse<String> response, int status, String detail) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
		assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		assertThat(json(response).get("status").asInt()).isEqualTo(status);
		assertThat(json(response).path("detail").asString("")).startsWith(detail);
	}

}
