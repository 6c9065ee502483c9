package io.refcache.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.refcache.CallOptions;
import io.refcache.RefCache;
import io.refcache.RetryOptions;
import io.refcache.TaskStatus;
import io.refcache.task.RunRejectedException;
import io.refcache.task.TaskRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The dashboard asks for what the application tells Prometheus.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "refcache.task.max-active=2")
class DashboardTests {

	private static final Path DASHBOARD = Path.of("../docs/grafana-dashboard.json");

	private static final Pattern METRIC = Pattern.compile("\\b(?:refcache|executor)_[a-z_]+");

	private static final Pattern EXPOSED = Pattern.compile("(?m)^([a-z_]+)[{ ]");

	@LocalServerPort
	private int port;

	@Autowired
	private RefCache cache;

	@Autowired
	private TaskRegistry tasks;

	@Test
	void everyMetricOfTheDashboardIsThere() throws Exception {
		failAndRetry();
		refuse();
		this.tasks.cleanup(Duration.ZERO);

		assertThat(exposed()).containsAll(queried());
	}

	@Test
	void dashboardAsksForEveryPartOfTheCache() throws IOException {
		assertThat(queried()).hasSizeGreaterThan(12);
	}

	private void failAndRetry() {
		RetryOptions later = RetryOptions.DEFAULTS.withMaxRetries(1);
		String refId = this.cache.call(failing("retried").withRetry(later), (context) -> {
			throw new IOException("expected");
		}).refId();
		await().until(() -> this.tasks.find(refId).orElseThrow().retryCount() == 1);
		this.tasks.cancel(refId);
		String failed = this.cache.call(failing("failed"), (context) -> {
			throw new IOException("expected");
		}).refId();
		await().until(() -> this.tasks.find(failed).orElseThrow().status() == TaskStatus.FAILED);
	}

	private static CallOptions failing(String key) {
		return CallOptions.of("failing", key).withAsyncTimeout(Duration.ZERO);
	}

	private void refuse() {
		CountDownLatch gate = new CountDownLatch(1);
		CallOptions options = CallOptions.of("slow", "key").withAsyncTimeout(Duration.ZERO);
		this.cache.call(options, (context) -> awaited(gate));
		this.cache.call(CallOptions.of("slow", "other").withAsyncTimeout(Duration.ZERO), (context) -> awaited(gate));
		assertThatExceptionOfType(RunRejectedException.class)
			.isThrownBy(() -> this.cache.call(failing("refused"), (context) -> "never"));
		gate.countDown();
	}

	private static String awaited(CountDownLatch gate) throws InterruptedException {
		gate.await();
		return "value";
	}

	private Set<String> exposed() throws Exception {
		String answer = new PoliteClient(this.port).get("/actuator/prometheus").body();
		return EXPOSED.matcher(answer).results().map((metric) -> metric.group(1)).collect(Collectors.toSet());
	}

	private static Set<String> queried() throws IOException {
		JsonNode dashboard = JsonMapper.builder().build().readTree(Files.readString(DASHBOARD));
		Set<String> metrics = new TreeSet<>();
		for (String field : new String[] { "expr", "query" }) {
			dashboard.findValuesAsString(field)
				.forEach((query) -> METRIC.matcher(query).results().forEach((metric) -> metrics.add(metric.group())));
		}
		return metrics;
	}

}
