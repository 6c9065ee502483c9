package io.refcache.web;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.refcache.RefCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.refcache.web.TestServer.header;
import static io.refcache.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that wait for the end of a task.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongPollTests {

	private static TestServer server;

	private String id = "";

	@BeforeAll
	static void start() {
		server = TestServer.start("refcache.web.max-wait=20s", "refcache.web.max-watchers=2");
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
	void endIsAnsweredWhenItComes() throws Exception {
		String refId = server.task("exposed", this.id);
		CompletableFuture<HttpResponse<String>> waiting = poll(refId, "wait=10");
		assertThat(waiting).isNotDone();
		server.reports().release(this.id);
		HttpResponse<String> ended = waiting.get();

		assertThat(ended.statusCode()).isEqualTo(200);
		assertThat(json(ended).get("value").asString()).isEqualTo("report on " + this.id);
		assertThat(header(ended, "Preference-Applied")).isEqualTo("wait=10");
		assertThat(ended.headers().allValues("Vary")).contains("Prefer");
		assertThat(header(ended, "Cache-Control")).isEqualTo("no-store");
		server.awaitWatchers(0);
	}

	@Test
	void endLeadsBackToTheRequest() throws Exception {
		String refId = server.task("value", this.id);
		CompletableFuture<HttpResponse<String>> waiting = poll(refId + "?from=%2Fvalue%2F" + this.id, "wait=10");
		server.reports().release(this.id);

		assertThat(waiting.get().statusCode()).isEqualTo(303);
		assertThat(header(waiting.get(), "Location")).isEqualTo("/value/" + this.id);
	}

	@Test
	void failureAndCancellationEndTheWait() throws Exception {
		String failing = server.task("failing", this.id);
		CompletableFuture<HttpResponse<String>> failed = poll(failing, "wait=10");
		server.reports().release(this.id);
		assertThat(json(failed.get()).get("status").asString()).isEqualTo("failed");

		String refId = server.task("value", this.id + "-2");
		CompletableFuture<HttpResponse<String>> cancelled = poll(refId, "wait=10");
		server.bean(RefCache.class).cancelTask(refId);
		assertThat(json(cancelled.get()).get("status").asString()).isEqualTo("cancelled");
	}

	@Test
	void referenceThatIsDeletedEndsTheWait() throws Exception {
		String refId = server.task("value", this.id);
		CompletableFuture<HttpResponse<String>> waiting = poll(refId, "wait=10");
		server.bean(RefCache.class).delete(refId);

		// Told between the cancellation and the removal, or after both.
		assertThat(waiting.get().statusCode()).isIn(200, 404);
		assertThat(waiting.get().body()).contains("\"status\":");
		server.awaitWatchers(0);
	}

	@Test
	void taskThatGoesOnIsAnsweredWhenTimeIsUp() throws Exception {
		String refId = server.task("value", this.id);
		HttpResponse<String> answer = poll(refId, "wait=1").get();

		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(header(answer, "Retry-After")).isEqualTo("2");
		assertThat(header(answer, "Location")).isEqualTo("/refcache/" + refId);
		assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=1");
		server.awaitWatchers(0);
		server.finish(refId, this.id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait=0", "respond-async", "wait", "wait=", "wait=-1", "wait=x", "wait=1e3", "wait=1.5",
			"wait=9999999999999", "handling=lenient; wait=10", ",;=,", "\"wait=10\"" })
	void otherPreferencesAreAnsweredAtOnce(String prefer) throws Exception {
		String refId = server.task("value", "other");
		HttpResponse<String> answer = server.get("/refcache/" + refId, "Prefer", prefer);

		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(answer.headers().map()).doesNotContainKey("Preference-Applied");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait=10", "Wait=10", "respond-async, wait=10", "wait=\"10\"", "wait = 10",
			"wait=10; foo=bar", "wait=10, wait=0", "foo=\"a\", WAIT=10" })
	void spellingsOfOnePreferenceAreUnderstood(String prefer) throws Exception {
		String refId = server.task("value", "spelled");
		CompletableFuture<HttpResponse<String>> waiting = poll(refId, prefer);
		server.bean(RefCache.class).cancelTask(refId);

		assertThat(header(waiting.get(), "Preference-Applied")).isEqualTo("wait=10");
		server.awaitWatchers(0);
	}

	@Test
	void noMoreIsWaitedThanIsAllowed() throws Exception {
		String refId = server.task("value", this.id);
		CompletableFuture<HttpResponse<String>> waiting = poll(refId, "wait=300");
		server.bean(RefCache.class).cancelTask(refId);

		assertThat(header(waiting.get(), "Preference-Applied")).isEqualTo("wait=20");
	}

	@Test
	void clientsBeyondTheLimitAreAnsweredAtOnce() throws Exception {
		String refId = server.task("value", this.id);
		CompletableFuture<HttpResponse<String>> one = server.getLater("/refcache/" + refId, "Prefer", "wait=10");
		CompletableFuture<HttpResponse<String>> two = server.getLater("/refcache/" + refId, "Prefer", "wait=10");
		server.awaitWatchers(2);

		assertThat(server.get("/refcache/" + refId, "Prefer", "wait=10").statusCode()).isEqualTo(202);
		server.reports().release(this.id);
		assertThat(one.get().statusCode()).isEqualTo(200);
		assertThat(two.get().statusCode()).isEqualTo(200);
	}

	private static CompletableFuture<HttpResponse<String>> poll(String reference, String prefer) {
		CompletableFuture<HttpResponse<String>> answer = server.getLater("/refcache/" + reference, "Prefer", prefer);
		if (!prefer.equals("wait=1")) {
			server.awaitWatchers(1);
		}
		return answer;
	}

}
