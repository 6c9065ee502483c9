package io.refcache.actuate;

import java.net.http.HttpRequest.BodyPublishers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Actuator says to input of every wrong shape.
 */
class ActuatorInputTests {

	private static OperatedApplication application;

	private static String refId;

	@BeforeAll
	static void start() {
		application = OperatedApplication.unrestricted();
		refId = application.failed("expected");
	}

	@AfterAll
	static void close() {
		application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=0", "limit=1001", "limit=-1", "limit=many", "limit=99999999999", "status=done",
			"olderThan=soon", "olderThan=-1h", "olderThan=PT999999999999999H", "cursor=nonsense", "cursor=%2F",
			"cursor=zz%2Fx" })
	void wrongQueryIsABadRequest(String query) throws Exception {
		assertThat(application.get("/refcachetasks?" + query).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "[]", "nonsense", "{\"state\":null}", "{\"state\":\"\"}",
			"{\"state\":\"complete\"}", "{\"state\":\"Cancelled\"}", "{\"state\":{\"to\":\"pending\"}}",
			"{\"state\":[\"pending\",\"cancelled\"]}", "{\"state\":1}" })
	void wrongChangeIsABadRequest(String body) throws Exception {
		assertThat(application.post("/refcachetasks/" + refId, body).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "{\"maxAge\":\"-1s\"}", "{\"maxAge\":\"soon\"}", "{\"maxAge\":{}}" })
	void wrongCleanupIsABadRequest(String body) throws Exception {
		assertThat(application.post("/refcache", body).statusCode()).isEqualTo(400);
	}

	@Test
	void longAgesAreNoProblem() throws Exception {
		String body = "{\"maxAge\":\"PT2562047788015215H\"}";
		assertThat(application.post("/refcache", body).statusCode()).isEqualTo(200);
		assertThat(application.get("/refcachetasks?olderThan=PT100000H").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "ops:", "ops:0123456789abcdef0123456789abcdef", "ops:0123456789ABCDEF",
			"other:0123456789abcdef0123456789abcdef", "%20", "%7B%7D", "..." })
	void whatIsNoReferenceIsNotFound(String id) throws Exception {
		String path = "/refcachetasks/" + id;
		assertThat(application.get(path).statusCode()).isEqualTo(404);
		assertThat(application.postState(path, "cancelled").statusCode()).isEqualTo(404);
		assertThat(application.postState(path, "pending").statusCode()).isEqualTo(404);
		assertThat(application.delete(path).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%00", "%2F", "..%2F..", "a/b", "%25", "%", "ops%3A0;x=1", "ops:0123456789abcdef%0A" })
	void strangePathIsAnErrorOfTheClient(String id) throws Exception {
		String path = "/refcachetasks/" + id;
		assertThat(application.statusOf("GET", path)).isBetween(400, 499);
		assertThat(application.statusOf("DELETE", path)).isBetween(400, 499);
	}

	@Test
	void longReferenceIsNotFound() throws Exception {
		assertThat(application.get("/refcachetasks/ops:" + "a".repeat(4000)).statusCode()).isEqualTo(404);
	}

	@Test
	void otherMediaTypeIsUnsupported() throws Exception {
		assertThat(application
			.send(application.request("/refcachetasks/" + refId)
				.header("Content-Type", "application/xml")
				.POST(BodyPublishers.ofString("<state>pending</state>")))
			.statusCode()).isEqualTo(415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "PATCH" })
	void otherMethodIsNotAllowed(String method) throws Exception {
		assertThat(application.statusOf(method, "/refcachetasks/" + refId)).isEqualTo(405);
		assertThat(application.statusOf(method, "/refcachetasks")).isEqualTo(405);
		assertThat(application.statusOf("DELETE", "/refcache")).isEqualTo(405);
	}

}
