package io.refcache.actuate;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import com.jayway.jsonpath.JsonPath;
import io.refcache.EntryOptions;
import io.refcache.engine.RefCacheEngine;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What operators see and do through Actuator, over HTTP.
 */
class ActuatorTests {

	private static OperatedApplication application;

	@BeforeAll
	static void start() {
		application = OperatedApplication.unrestricted();
	}

	@AfterEach
	void clear() {
		application.clear();
	}

	@AfterAll
	static void close() {
		application.close();
	}

	@Test
	void taskIsShownWithoutItsTexts() throws Exception {
		String refId = application.failed("the password is 1234");

		HttpResponse<String> response = application.get("/refcachetasks/" + refId);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).doesNotContain("1234");
		assertThat(new JsonContent(response.body())).isLenientlyEqualTo("""
				{
				  "refId": "%s", "name": "operation", "status": "failed", "progress": null, "notBefore": null,
				  "error": { "type": "java.lang.IllegalStateException", "message": null },
				  "retryCount": 0, "maxRetries": 3, "canRetry": true, "retryHistory": []
				}
				""".formatted(refId));
		assertThat(new JsonContent(response.body()))
			.hasPathSatisfying("$",
					(task) -> task.assertThat()
						.asMap()
						.containsOnlyKeys("refId", "name", "status", "progress", "startedAt", "completedAt",
								"notBefore", "error", "retryCount", "maxRetries", "canRetry", "retryHistory"))
			.hasPathSatisfying("$.error",
					(error) -> error.assertThat().asMap().containsOnlyKeys("type", "id", "message"));
	}

	@Test
	void progressIsShownInNumbers() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		String refId = application.running(gate);

		assertThat(new JsonContent(application.get("/refcachetasks/" + refId).body())).extractingPath("$.progress")
			.asMap()
			.containsEntry("current", 1)
			.containsEntry("total", 4)
			.containsEntry("percentage", 25.0)
			.containsEntry("message", null)
			.hasSize(4);
		gate.countDown();
	}

	@Test
	void unknownTaskIsNotFound() throws Exception {
		assertThat(application.get("/refcachetasks/ops:0123456789abcdef0123456789abcdef").statusCode()).isEqualTo(404);
		assertThat(application.get("/refcachetasks/nonsense").statusCode()).isEqualTo(404);
		assertThat(application.postState("/refcachetasks/ops:0123456789abcdef", "cancelled").statusCode())
			.isEqualTo(404);
		assertThat(application.postState("/refcachetasks/ops:0123456789abcdef", "pending").statusCode()).isEqualTo(404);
		assertThat(application.delete("/refcachetasks/ops:0123456789abcdef").statusCode()).isEqualTo(404);
	}

	@Test
	void tasksAreListedNewestFirstAndFiltered() throws Exception {
		String failed = application.failed("expected");
		CountDownLatch gate = new CountDownLatch(1);
		String running = application.running(gate);

		assertThat(new JsonContent(application.get("/refcachetasks").body())).extractingPath("$.tasks[*].refId")
			.asArray()
			.containsExactly(running, failed);
		assertThat(new JsonContent(application.get("/refcachetasks?status=failed").body()))
			.extractingPath("$.tasks[*].refId")
			.asArray()
			.containsExactly(failed);
		assertThat(new JsonContent(application.get("/refcachetasks?method=slow").body()))
			.extractingPath("$.tasks[*].refId")
			.asArray()
			.containsExactly(running);
		assertThat(new JsonContent(application.get("/refcachetasks?olderThan=1h").body())).extractingPath("$.tasks")
			.asArray()
			.isEmpty();
		gate.countDown();
	}

	@Test
	void tasksAreListedInParts() throws Exception {
		String first = application.failed("1");
		String second = application.failed("2");
		JsonContent page = new JsonContent(application.get("/refcachetasks?limit=1").body());
		assertThat(page).extractingPath("$.tasks[*].refId").asArray().containsExactly(second);

		String next = JsonPath.read(page.getJson(), "$.next");
		JsonContent rest = new JsonContent(application.get("/refcachetasks?limit=1&cursor=" + next).body());
		assertThat(rest).extractingPath("$.tasks[*].refId").asArray().containsExactly(first);
		assertThat(rest).extractingPath("$.next").isNull();
	}

	@Test
	void taskIsCancelledOnce() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		String refId = application.running(gate);

		HttpResponse<String> response = application.postState("/refcachetasks/" + refId, "cancelled");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(new JsonContent(response.body())).extractingPath("$.status").isEqualTo("cancelled");
		HttpResponse<String> again = application.postState("/refcachetasks/" + refId, "cancelled");
		assertThat(again.statusCode()).isEqualTo(409);
		assertThat(again.body()).contains("has ended");
	}

	@Test
	void failedTaskIsRetriedUntilThatIsRefused() throws Exception {
		String refId = application.failed("expected");

		HttpResponse<String> response = application.postState("/refcachetasks/" + refId, "pending");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(new JsonContent(response.body())).extractingPath("$.retryCount").isEqualTo(1);
		assertThat(new JsonContent(response.body())).extractingPath("$.retryHistory")
			.asArray()
			.singleElement()
			.satisfies((attempt) -> assertThat(attempt).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("attempt", "timestamp", "error"));
		CountDownLatch gate = new CountDownLatch(1);
		String running = application.running(gate);
		HttpResponse<String> refused = application.postState("/refcachetasks/" + running, "pending");
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(refused.body()).contains("cannot be retried");
		gate.countDown();
	}

	@Test
	void refusedRetryIsTemporary() throws Exception {
		String refId = application.failed("expected");
		application.context().getBean(RefCacheEngine.class).stop(Duration.ZERO);

		HttpResponse<String> refused = application.postState("/refcachetasks/" + refId, "pending");
		assertThat(refused.statusCode()).isEqualTo(503);
		application.context().getBean(RefCacheEngine.class).start();
	}

	@Test
	void runningTaskIsCancelledAndRemoved() throws Exception {
		String refId = application.running(new CountDownLatch(1));

		assertThat(application.delete("/refcachetasks/" + refId).statusCode()).isEqualTo(204);
		assertThat(application.get("/refcachetasks/" + refId).statusCode()).isEqualTo(404);
		assertThat(application.tasks().active()).isZero();
	}

	@Test
	void taskIsRemoved() throws Exception {
		String refId = application.failed("expected");

		assertThat(application.delete("/refcachetasks/" + refId).statusCode()).isEqualTo(204);
		assertThat(application.get("/refcachetasks/" + refId).statusCode()).isEqualTo(404);
	}

	@Test
	void cacheIsShownAsAWhole() throws Exception {
		application.cache().set("key", "value", EntryOptions.DEFAULTS.withNamespace("user:alice"));
		application.cache().set("key", "value", EntryOptions.DEFAULTS.withNamespace("user:bob"));
		application.failed("expected");
		application.tasks().cleanup();

		HttpResponse<String> response = application.get("/refcache");
		assertThat(response.body()).doesNotContain("alice");
		assertThat(new JsonContent(response.body())).isLenientlyEqualTo(
				"""
						{
						  "name": "ops", "store": "MemoryReferenceStore",
						  "tasks": { "active": 0, "stopping": 0, "rejections": { "executor": 0, "max_active": 0, "shutdown": 0 } },
						  "executors": { "refCacheTaskExecutor": { "maxSize": 16, "queued": 0, "queueRemaining": 256 } },
						  "namespaces": { "user:*": 2, "public": 1 }
						}
						""");
		assertThat(new JsonContent(response.body())).extractingPath("$")
			.asMap()
			.containsOnlyKeys("name", "store", "tasks", "executors", "namespaces", "cleanup");
		assertThat(new JsonContent(response.body())).extractingPath("$.cleanup")
			.asMap()
			.containsOnlyKeys("runs", "removed", "last", "next");
		assertThat(new JsonContent(response.body())).extractingPath("$.cleanup.last")
			.asMap()
			.containsOnlyKeys("at", "tookMillis", "removed");
		assertThat(application.cache().clear("user:alice") + application.cache().clear("user:bob")).isEqualTo(2);
	}

	@Test
	void cleanupIsDoneByHand() throws Exception {
		application.failed("expected");
		assertThat(new JsonContent(application.post("/refcache", "{}").body())).extractingPath("$.removed")
			.asMap()
			.isEmpty();
		assertThat(new JsonContent(application.post("/refcache", "{\"maxAge\":\"0s\"}").body()))
			.extractingPath("$.removed")
			.asMap()
			.containsEntry("failed", 1);
		assertThat(application.post("/refcache", "{\"maxAge\":\"-1s\"}").statusCode()).isEqualTo(400);
	}

	@Test
	void tasksAreMeasured() throws Exception {
		application.failed("expected");

		assertThat(new JsonContent(
				application.get("/metrics/refcache.task?tag=method:operation&tag=outcome:failed").body()))
			.extractingPath("$.baseUnit")
			.isEqualTo("seconds");
		assertThat(application.get("/metrics/refcache.task.stopping").statusCode()).isEqualTo(200);
	}

	@Test
	void callsAndAttemptsAreObserved() throws Exception {
		application.failed("expected");

		assertThat(application.get("/metrics/refcache.call?tag=method:operation&tag=outcome:deferred").statusCode())
			.isEqualTo(200);
		assertThat(application.get("/metrics/refcache.attempt?tag=error:IllegalStateException").statusCode())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "executor.active", "executor.queued", "executor.pool.size", "executor.pool.max" })
	void bootMeasuresThePool(String meter) throws Exception {
		assertThat(application.get("/metrics/%s?tag=name:refCacheTaskExecutor".formatted(meter)).statusCode())
			.isEqualTo(200);
	}

}
