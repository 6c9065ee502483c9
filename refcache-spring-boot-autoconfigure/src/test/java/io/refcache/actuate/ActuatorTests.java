package io.refcache.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.jayway.jsonpath.JsonPath;
import io.refcache.AsyncTaskResponse;
import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import io.refcache.RefCache;
import io.refcache.task.TaskRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What operators see and do through Actuator, over HTTP.
 */
class ActuatorTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext context;

	private static RefCache cache;

	@BeforeAll
	static void start() {
		context = application("management.endpoint.refcachetasks.access=unrestricted",
				"management.endpoint.refcache.access=unrestricted");
		cache = context.getBean(RefCache.class);
	}

	private static ConfigurableApplicationContext application(String... properties) {
		return new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.application.name=ops",
					"management.endpoints.web.exposure.include=*")
			.properties(properties)
			.run();
	}

	@AfterEach
	void clear() {
		context.getBean(TaskRegistry.class).list(null, 1000).forEach((task) -> cache.delete(task.refId()));
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@Test
	void taskIsShownWithoutItsTexts() throws Exception {
		String refId = failed("the password is 1234");

		HttpResponse<String> response = get("/refcachetasks/" + refId);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).doesNotContain("1234");
		assertThat(new JsonContent(response.body())).isLenientlyEqualTo("""
				{
				  "refId": "%s", "name": "operation", "status": "failed", "progress": null, "notBefore": null,
				  "error": { "type": "java.lang.IllegalStateException", "message": null },
				  "retryCount": 0, "maxRetries": 3, "canRetry": true, "retryHistory": []
				}
				""".formatted(refId));
		assertThat(new JsonContent(response.body())).hasPath("$.startedAt")
			.hasPath("$.completedAt")
			.hasPath("$.error.id");
	}

	@Test
	void progressIsShownInNumbers() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		String refId = running(gate);

		assertThat(new JsonContent(get("/refcachetasks/" + refId).body())).extractingPath("$.progress")
			.asMap()
			.containsEntry("current", 1)
			.containsEntry("total", 4)
			.containsEntry("percentage", 25.0)
			.containsEntry("message", null);
		gate.countDown();
	}

	@Test
	void unknownTaskIsNotFound() throws Exception {
		assertThat(get("/refcachetasks/ops:0123456789abcdef0123456789abcdef").statusCode()).isEqualTo(404);
		assertThat(get("/refcachetasks/nonsense").statusCode()).isEqualTo(404);
		assertThat(post("/refcachetasks/ops:0123456789abcdef", "cancelled").statusCode()).isEqualTo(404);
		assertThat(post("/refcachetasks/ops:0123456789abcdef", "pending").statusCode()).isEqualTo(404);
		assertThat(send(request("/refcachetasks/ops:0123456789abcdef").DELETE()).statusCode()).isEqualTo(404);
	}

	@Test
	void tasksAreListedNewestFirstAndFiltered() throws Exception {
		String failed = failed("expected");
		CountDownLatch gate = new CountDownLatch(1);
		String running = running(gate);

		assertThat(new JsonContent(get("/refcachetasks").body())).extractingPath("$.tasks[*].refId")
			.asArray()
			.containsExactly(running, failed);
		assertThat(new JsonContent(get("/refcachetasks?status=failed").body())).extractingPath("$.tasks[*].refId")
			.asArray()
			.containsExactly(failed);
		assertThat(new JsonContent(get("/refcachetasks?method=slow").body())).extractingPath("$.tasks[*].refId")
			.asArray()
			.containsExactly(running);
		assertThat(new JsonContent(get("/refcachetasks?olderThan=1h").body())).extractingPath("$.tasks")
			.asArray()
			.isEmpty();
		gate.countDown();
	}

	@Test
	void tasksAreListedInParts() throws Exception {
		String first = failed("1");
		String second = failed("2");
		JsonContent page = new JsonContent(get("/refcachetasks?limit=1").body());
		assertThat(page).extractingPath("$.tasks[*].refId").asArray().containsExactly(second);

		String next = JsonPath.read(page.getJson(), "$.next");
		JsonContent rest = new JsonContent(get("/refcachetasks?limit=1&cursor=" + next).body());
		assertThat(rest).extractingPath("$.tasks[*].refId").asArray().containsExactly(first);
		assertThat(rest).extractingPath("$.next").isNull();
	}

	@ParameterizedTest
	@CsvSource({ "limit=0", "limit=1001", "limit=-1", "limit=many", "status=done", "olderThan=soon",
			"olderThan=PT999999999999999H", "cursor=nonsense" })
	void wrongQueryIsABadRequest(String query) throws Exception {
		assertThat(get("/refcachetasks?" + query).statusCode()).isEqualTo(400);
	}

	@Test
	void taskIsCancelledOnce() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		String refId = running(gate);

		HttpResponse<String> response = post("/refcachetasks/" + refId, "cancelled");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(new JsonContent(response.body())).extractingPath("$.status").isEqualTo("cancelled");
		HttpResponse<String> again = post("/refcachetasks/" + refId, "cancelled");
		assertThat(again.statusCode()).isEqualTo(409);
		assertThat(again.body()).contains("has ended");
	}

	@Test
	void failedTaskIsRetriedUntilThatIsRefused() throws Exception {
		String refId = failed("expected");

		HttpResponse<String> response = post("/refcachetasks/" + refId, "pending");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(new JsonContent(response.body())).extractingPath("$.retryCount").isEqualTo(1);
		CountDownLatch gate = new CountDownLatch(1);
		String running = running(gate);
		HttpResponse<String> refused = post("/refcachetasks/" + running, "pending");
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(refused.body()).contains("cannot be retried");
		gate.countDown();
	}

	@Test
	void unknownStateIsABadRequest() throws Exception {
		assertThat(post("/refcachetasks/" + failed("expected"), "complete").statusCode()).isEqualTo(400);
		assertThat(send(request("/refcachetasks/ops:0123456789abcdef").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(400);
	}

	@Test
	void taskIsRemoved() throws Exception {
		String refId = failed("expected");

		assertThat(send(request("/refcachetasks/" + refId).DELETE()).statusCode()).isEqualTo(204);
		assertThat(get("/refcachetasks/" + refId).statusCode()).isEqualTo(404);
	}

	@Test
	void nothingIsChangedUnlessThatIsUnrestricted() throws Exception {
		try (ConfigurableApplicationContext plain = application()) {
			assertThat(send(request(plain, "/refcachetasks/ops:0123456789abcdef").DELETE()).statusCode())
				.isEqualTo(405);
			assertThat(send(request(plain, "/refcache").header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(405);
			assertThat(send(request(plain, "/refcachetasks").GET()).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void textsAreShownWhereTheyMayBe() throws Exception {
		try (ConfigurableApplicationContext open = application(
				"management.endpoint.refcachetasks.show-values=always")) {
			String refId = failed(open.getBean(RefCache.class), "the password is 1234");
			assertThat(new JsonContent(send(request(open, "/refcachetasks/" + refId).GET()).body()))
				.extractingPath("$.error.message")
				.isEqualTo("the password is 1234");
			assertThat(new JsonContent(send(request(open, "/refcachetasks").GET()).body()))
				.extractingPath("$.tasks[0].error.message")
				.isEqualTo("the password is 1234");
		}
	}

	@Test
	void cacheIsShownAsAWhole() throws Exception {
		cache.set("key", "value", EntryOptions.DEFAULTS.withNamespace("user:alice"));
		cache.set("key", "value", EntryOptions.DEFAULTS.withNamespace("user:bob"));
		failed("expected");
		context.getBean(TaskRegistry.class).cleanup();

		HttpResponse<String> response = get("/refcache");
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
		assertThat(new JsonContent(response.body())).hasPath("$.cleanup.runs")
			.hasPath("$.cleanup.last.at")
			.hasPath("$.cleanup.last.tookMillis")
			.hasPath("$.cleanup.next");
		assertThat(cache.clear("user:alice") + cache.clear("user:bob")).isEqualTo(2);
	}

	@Test
	void cleanupIsDoneByHand() throws Exception {
		failed("expected");
		assertThat(new JsonContent(clean("{}").body())).extractingPath("$.removed").asMap().isEmpty();
		assertThat(new JsonContent(clean("{\"maxAge\":\"0s\"}").body())).extractingPath("$.removed")
			.asMap()
			.containsEntry("failed", 1);
		assertThat(clean("{\"maxAge\":\"-1s\"}").statusCode()).isEqualTo(400);
	}

	@Test
	void tasksAreMeasured() throws Exception {
		failed("expected");

		assertThat(new JsonContent(get("/metrics/refcache.task?tag=method:operation&tag=outcome:failed").body()))
			.extractingPath("$.baseUnit")
			.isEqualTo("seconds");
		assertThat(get("/metrics/refcache.task.stopping").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "executor.active", "executor.queued", "executor.pool.size", "executor.pool.max" })
	void bootMeasuresThePool(String meter) throws Exception {
		assertThat(get("/metrics/%s?tag=name:refCacheTaskExecutor".formatted(meter)).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> clean(String body) throws IOException, InterruptedException {
		return send(
				request("/refcache").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
	}

	private static String failed(String message) {
		return failed(cache, message);
	}

	private static String failed(RefCache cache, String message) {
		CountDownLatch answered = new CountDownLatch(1);
		CallOptions options = CallOptions.of("operation", message).withAsyncTimeout(Duration.ZERO);
		String refId = ((AsyncTaskResponse<?>) cache.call(options, (context) -> {
			await(answered);
			throw new IllegalStateException(message);
		})).refId();
		answered.countDown();
		while (!cache.taskStatus(refId).orElseThrow().status().isEnded()) {
			Thread.onSpinWait();
		}
		return refId;
	}

	private static String running(CountDownLatch gate) {
		CountDownLatch reported = new CountDownLatch(1);
		CallOptions options = CallOptions.of("slow", gate.hashCode()).withAsyncTimeout(Duration.ZERO);
		String refId = ((AsyncTaskResponse<?>) cache.call(options, (context) -> {
			context.report(1, 4, "secret");
			reported.countDown();
			return gate.await(20, TimeUnit.SECONDS);
		})).refId();
		await(reported);
		return refId;
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(request(path).GET());
	}

	private static HttpResponse<String> post(String path, String state) throws IOException, InterruptedException {
		return send(request(path).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"state\":\"%s\"}".formatted(state))));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return CLIENT.send(request.build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(String path) {
		return request(context, path);
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext context, String path) {
		String port = context.getEnvironment().getProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/actuator%s".formatted(port, path)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		/** No two tasks of one time. */
		@Bean(defaultCandidate = false)
		InstantSource refCacheClock() {
			AtomicLong millis = new AtomicLong(System.currentTimeMillis());
			return () -> Instant.ofEpochMilli(millis.incrementAndGet());
		}

		@Bean
		SecurityFilterChain openToAll(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

	}

}
