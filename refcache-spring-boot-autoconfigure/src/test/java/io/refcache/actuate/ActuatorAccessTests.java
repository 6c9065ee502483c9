package io.refcache.actuate;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import org.springframework.test.json.JsonContent;
import org.springframework.test.json.JsonPathValueAssert;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may see and do what through Actuator.
 */
class ActuatorAccessTests {

	private static final String TASKS = "management.endpoint.refcachetasks.";

	@Test
	void nothingIsChangedUnlessThatIsUnrestricted() throws Exception {
		try (OperatedApplication application = new OperatedApplication()) {
			String refId = application.running(new CountDownLatch(1));
			assertThat(application.postState("/refcachetasks/" + refId, "cancelled").statusCode()).isEqualTo(405);
			assertThat(application.delete("/refcachetasks/" + refId).statusCode()).isEqualTo(405);
			assertThat(application.post("/refcache", "{}").statusCode()).isEqualTo(405);
			assertThat(application.get("/refcachetasks/" + refId).statusCode()).isEqualTo(200);
			assertThat(application.tasks().isCancellable(refId)).isTrue();
		}
	}

	@Test
	void nothingIsExposedUnlessThatIsAskedFor() throws Exception {
		try (OperatedApplication application = new OperatedApplication(
				"management.endpoints.web.exposure.include=health")) {
			assertThat(application.get("/refcachetasks").statusCode()).isEqualTo(404);
			assertThat(application.get("/refcache").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void textsAreShownWhereTheyMayBe() throws Exception {
		try (OperatedApplication application = new OperatedApplication(TASKS + "show-values=always")) {
			String refId = application.failed("the password is 1234");
			assertThatMessage(application.get("/refcachetasks/" + refId).body(), "$").isEqualTo("the password is 1234");
			assertThatMessage(application.get("/refcachetasks").body(), "$.tasks[0]").isEqualTo("the password is 1234");
		}
	}

	@Test
	void textsAreShownToThoseWhoHaveTheRole() throws Exception {
		try (OperatedApplication application = new OperatedApplication(TASKS + "show-values=when-authorized",
				TASKS + "roles=OPERATOR")) {
			String path = "/refcachetasks/" + application.failed("the password is 1234");
			assertThatMessage(application.getAs("operator", path).body(), "$").isEqualTo("the password is 1234");
			assertThatMessage(application.getAs("visitor", path).body(), "$").isNull();
			assertThatMessage(application.get(path).body(), "$").isNull();
			assertThatMessage(application.getAs("visitor", "/refcachetasks").body(), "$.tasks[0]").isNull();
		}
	}

	@Test
	void endpointsMayHaveAPortOfTheirOwn() throws Exception {
		try (OperatedApplication application = new OperatedApplication("management.server.port=0",
				"management.server.address=127.0.0.1", TASKS + "access=unrestricted")) {
			String refId = application.running(new CountDownLatch(1));
			assertThat(application.get("/refcache").statusCode()).isEqualTo(200);
			assertThat(application.postState("/refcachetasks/" + refId, "cancelled").statusCode()).isEqualTo(200);
			assertThat(application.postState("/refcachetasks/" + refId, "cancelled").statusCode()).isEqualTo(409);
			assertThat(application.get("/refcachetasks?status=done").statusCode()).isEqualTo(400);
			assertThat(application.statusOnPort("local.server.port", "/refcache/" + refId)).isEqualTo(200);
			assertThat(application.statusOnPort("local.management.port", "/refcache/" + refId)).isEqualTo(404);
		}
	}

	private static JsonPathValueAssert assertThatMessage(String body, String task) {
		return assertThat(new JsonContent(body)).extractingPath(task + ".error.message");
	}

}
