package io.refcache.web;

import java.io.UnsupportedEncodingException;
import java.net.URI;

import io.refcache.task.TaskRegistry;
import io.refcache.web.WebTestApplication.Reports;
import jakarta.servlet.http.MappingMatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletMapping;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What controllers answer whose call goes on, or could not be taken.
 */
class InProgressAdviceTests {

	private static AnnotationConfigWebApplicationContext context;

	private static MockMvcTester mvc;

	private String id;

	@BeforeAll
	static void start() {
		context = WebTestApplication.start();
		mvc = MockMvcTester.from(context);
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@BeforeEach
	void setUp(TestInfo test) {
		this.id = test.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void release() {
		context.getBean(Reports.class).release(this.id);
	}

	@Test
	void callInProgressIsAcceptedWithAnAddress() {
		MvcTestResult result = get("/value/" + this.id);
		assertInProgress(result);
		assertThat(result).bodyJson()
			.isStrictlyEqualTo("""
					{"ref_id": "%s", "status": "%s", "is_complete": false, "is_async": true, "started_at": "%s",
					 "progress": null, "message": "%s"}""".formatted(text(result, "ref_id"), text(result, "status"),
					text(result, "started_at"), text(result, "message")));
		assertThat(text(result, "status")).isIn("pending", "processing");
		assertThat(result).headers()
			.hasValue("Location", "/refcache/" + text(result, "ref_id") + "?from=%2Fvalue%2F" + this.id);
	}

	@Test
	void equalRequestsGetOneReference() {
		assertThat(text(get("/value/" + this.id), "ref_id")).isEqualTo(text(get("/value/" + this.id), "ref_id"));
	}

	@Test
	void callThatEndedIsAnsweredWithTheValue() {
		String refId = text(get("/value/" + this.id), "ref_id");
		release();
		await().until(() -> context.getBean(TaskRegistry.class).find(refId).orElseThrow().status().isEnded());
		assertThat(get("/value/" + this.id)).hasStatusOk().hasBodyTextEqualTo("report on " + this.id);
	}

	@Test
	void onlyGetLeadsBack() {
		MvcTestResult result = mvc.post().uri("/value/" + this.id).exchange();
		assertInProgress(result);
		assertThat(result).headers().hasValue("Location", "/refcache/" + text(result, "ref_id"));
	}

	@Test
	void clientsOfPagesGetJson() {
		MvcTestResult result = mvc.get().uri("/page/" + this.id).accept(MediaType.TEXT_HTML).exchange();
		assertInProgress(result);
	}

	@Test
	void futureInProgressIsAccepted() {
		assertInProgress(get("/future/" + this.id));
	}

	@Test
	void causeInProgressIsAccepted() {
		assertInProgress(get("/wrapped/" + this.id));
	}

	@Test
	void otherExceptionsStayWithTheApplication() {
		assertThat(get("/broken")).hasStatus(HttpStatus.INTERNAL_SERVER_ERROR).hasBodyTextEqualTo("caught");
	}

	@Test
	void returnedTaskIsAcceptedWithAnAddress() {
		MvcTestResult result = get("/response/" + this.id);
		assertInProgress(result);
		assertThat(result).headers()
			.hasValue("Location", "/refcache/" + text(result, "ref_id") + "?from=%2Fresponse%2F" + this.id);
	}

	@Test
	void returnedTaskInAnEntityIsAccepted() {
		MvcTestResult result = get("/entity/" + this.id);
		assertInProgress(result);
		assertThat(result).headers().hasValue("X-Own", "kept").containsHeader("Location");
	}

	@Test
	void statusOfTheControllerStays() {
		MvcTestResult result = get("/status/" + this.id);
		assertThat(result).hasStatus(HttpStatus.ALREADY_REPORTED)
			.headers()
			.hasValue("Retry-After", "2")
			.containsHeader("Location");
	}

	@Test
	void addressOfTheControllerStays() {
		MvcTestResult result = get("/located/" + this.id);
		assertInProgress(result);
		assertThat(result).headers().hasValue("Location", "/elsewhere");
	}

	@Test
	void returnedTaskThatFailedHidesItsMessage() {
		MvcTestResult result = get("/ended/" + this.id);
		assertThat(result).hasStatusOk().doesNotContainHeader("Location").doesNotContainHeader("Retry-After");
		assertThat(text(result, "message")).isEqualTo("Task failed: IllegalStateException (error id e1)");
	}

	@Test
	void taskWithinAnAnswerHidesItsMessage() throws Exception {
		MvcTestResult result = get("/nested/" + this.id);
		assertThat(result).hasStatusOk()
			.bodyJson()
			.extractingPath("$.error")
			.isEqualTo("IllegalStateException (error id e1)");
		assertThat(result).bodyJson()
			.extractingPath("$.list[0].message")
			.isEqualTo("Task failed: IllegalStateException (error id e1)");
		assertThat(result.getResponse().getContentAsString()).contains("\"entity\"").doesNotContain("1234");
	}

	@Test
	void taskWithinAnAnswerShowsItsMessageIfAskedTo() {
		try (AnnotationConfigWebApplicationContext shown = WebTestApplication
			.start("refcache.web.include-message=always")) {
			MvcTestResult result = MockMvcTester.from(shown).get().uri("/nested/" + this.id).exchange();
			assertThat(result).bodyJson().extractingPath("$.error").isEqualTo("the password is 1234");
			shown.getBean(Reports.class).release(this.id);
		}
	}

	@Test
	void refusedCallIsUnavailable() {
		assertInProgress(get("/bulkhead/" + this.id));
		MvcTestResult result = get("/bulkhead/another");
		assertThat(result).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.headers()
			.hasValue("Retry-After", "2")
			.hasValue("Cache-Control", "no-store");
		assertThat(result).bodyJson().extractingPath("$.status").isEqualTo(503);
		assertThat(result).bodyText().doesNotContain("tiny").doesNotContain("refcache.task");
	}

	@Test
	void refusalsOfTheApplicationsOwnExecutorsAreItsOwn() {
		assertThat(get("/refused")).hasStatus(HttpStatus.INTERNAL_SERVER_ERROR).hasBodyTextEqualTo("caught");
	}

	@Test
	void veryLongQueryIsLeftOutOfTheAddress() {
		MvcTestResult result = get("/value/" + this.id + "?q=" + "x".repeat(5000));
		assertInProgress(result);
		assertThat(result).headers().hasValue("Location", "/refcache/" + text(result, "ref_id"));
	}

	@Test
	void queryThatIsNoUriIsLeftOutOfTheAddress() {
		MvcTestResult result = mvc.get().uri("/value/" + this.id).with((request) -> {
			request.setQueryString("q=100%|{}");
			return request;
		}).exchange();
		assertInProgress(result);
		assertThat(result).headers().hasValue("Location", "/refcache/" + text(result, "ref_id"));
	}

	@Test
	void contextAndServletPathAreInTheAddress() {
		MvcTestResult result = mvc.get().uri("/shop/api/value/" + this.id + "?a=b").with((request) -> {
			request.setContextPath("/shop");
			request.setServletPath("/api");
			request.setPathInfo("/value/" + this.id);
			request.setHttpServletMapping(new MockHttpServletMapping("", "/api/*", "dispatcher", MappingMatch.PATH));
			return request;
		}).exchange();
		assertInProgress(result);
		assertThat(result).headers()
			.hasValue("Location", "/shop/api/refcache/" + text(result, "ref_id") + "?from=%2Fshop%2Fapi%2Fvalue%2F"
					+ this.id + "%3Fa%3Db");
	}

	@Test
	void withoutEndpointThereIsNoAddress() {
		try (AnnotationConfigWebApplicationContext off = WebTestApplication.start("refcache.web.enabled=false")) {
			MockMvcTester tester = MockMvcTester.from(off);
			MvcTestResult result = tester.get().uri("/value/a").exchange();
			assertInProgress(result);
			assertThat(result).doesNotContainHeader("Location");
			MvcTestResult returned = tester.get().uri("/response/b").exchange();
			assertInProgress(returned);
			assertThat(returned).doesNotContainHeader("Location");
			assertThat(tester.get().uri("/refcache/" + text(result, "ref_id"))).hasBodyTextEqualTo("caught");
			off.getBean(Reports.class).release("a");
			off.getBean(Reports.class).release("b");
		}
	}

	@Test
	void otherBasePathIsInTheAddress() {
		try (AnnotationConfigWebApplicationContext moved = WebTestApplication
			.start("refcache.web.base-path=/v1/refs")) {
			MockMvcTester tester = MockMvcTester.from(moved);
			MvcTestResult result = tester.get().uri("/value/a").exchange();
			String location = result.getResponse().getHeader("Location");
			assertThat(location).startsWith("/v1/refs/" + text(result, "ref_id"));
			assertThat(tester.get().uri(URI.create(location))).hasStatus(HttpStatus.ACCEPTED);
			moved.getBean(Reports.class).release("a");
		}
	}

	private static MvcTestResult get(String uri) {
		return mvc.get().uri(URI.create(uri)).exchange();
	}

	private static void assertInProgress(MvcTestResult result) {
		assertThat(result).hasStatus(HttpStatus.ACCEPTED)
			.hasContentType(MediaType.APPLICATION_JSON)
			.headers()
			.hasValue("Retry-After", "2")
			.hasValue("Cache-Control", "no-store");
		assertThat(text(result, "ref_id")).matches("default:[0-9a-f]{32}");
	}

	private static String text(MvcTestResult result, String name) {
		try {
			return JsonMapper.shared().readTree(result.getResponse().getContentAsString()).get(name).asString();
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
