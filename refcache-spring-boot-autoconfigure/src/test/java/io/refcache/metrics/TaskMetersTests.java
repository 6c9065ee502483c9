package io.refcache.metrics;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.refcache.CallOptions;
import io.refcache.RefCache;
import io.refcache.RetryOptions;
import io.refcache.engine.CallSpec;
import io.refcache.task.BoundedNames;
import io.refcache.task.RunRejectedException;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What meters tell of tasks.
 */
class TaskMetersTests {

	private static final CallSpec MANUAL = spec(Duration.ZERO, "manual");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final TaskMeters meters = new TaskMeters(this.registry);

	private final List<TaskEvent> submitted = new ArrayList<>();

	private final TaskListener recorder = new TaskListener() {

		@Override
		public void submitted(TaskEvent event) {
			TaskMetersTests.this.submitted.add(event);
		}

	};

	private final EngineFixture fixture = EngineFixture
		.with((builder) -> builder.listeners(List.of(this.meters, this.recorder)));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void computationIsTimedByItsOutcome() {
		this.fixture.call(MANUAL, "good", (context) -> {
			this.fixture.time().advance(Duration.ofSeconds(3));
			return "value";
		});
		this.fixture.call(MANUAL, "bad", (context) -> {
			throw new IOException("expected");
		});
		String third = this.fixture.call(MANUAL, "cancelled", (context) -> "never").refId();
		this.fixture.tasks().cancel(third);
		this.fixture.manual().runAll();

		assertThat(timer("complete")).isEqualTo(3);
		assertThat(this.registry.get(MeterNames.TASK).tag("outcome", "failed").timer().count()).isOne();
		assertThat(this.registry.get(MeterNames.TASK).tag("outcome", "cancelled").timer().count()).isOne();
		assertThat(this.registry.get(MeterNames.TASK).timers()).hasSize(3);
	}

	@Test
	void waitForAThreadIsTimed() {
		this.fixture.call(MANUAL, "key", (context) -> "value");
		this.fixture.time().advance(Duration.ofSeconds(5));
		this.fixture.manual().runAll();

		assertThat(this.registry.get(MeterNames.QUEUED).timer().totalTime(TimeUnit.SECONDS)).isEqualTo(5);
		assertThat(timer("complete")).isZero();
	}

	@Test
	void taskIsActiveUntilItsEnd() {
		this.fixture.call(MANUAL, "key", (context) -> "value");
		assertThat(this.registry.get(MeterNames.ACTIVE).longTaskTimer().activeTasks()).isOne();
		this.fixture.manual().runAll();

		assertThat(this.registry.get(MeterNames.ACTIVE).longTaskTimer().activeTasks()).isZero();
	}

	@Test
	void taskIsNotActiveThatIsToldOfAfterItsEnd() {
		String refId = this.fixture.call(MANUAL, "key", (context) -> "value").refId();
		this.fixture.tasks().cancel(refId);
		this.meters.submitted(this.submitted.get(0));

		assertThat(this.registry.get(MeterNames.ACTIVE).longTaskTimer().activeTasks()).isZero();
	}

	@Test
	void refusedComputationIsNoBodyThatFailed() {
		this.fixture.engine().stop(Duration.ZERO);
		assertThatExceptionOfType(RunRejectedException.class)
			.isThrownBy(() -> this.fixture.call(MANUAL, "key", (context) -> "never"));

		assertThat(this.registry.find(MeterNames.TASK).timers()).isEmpty();
		assertThat(this.registry.find(MeterNames.ACTIVE).longTaskTimers())
			.allMatch((active) -> active.activeTasks() == 0);
	}

	@Test
	void taskThatWaitsForItsRetryIsActive() {
		CallSpec spec = retrying(Duration.ZERO, "manual", RetryOptions.DEFAULTS);
		String refId = this.fixture.call(spec, "key", (context) -> {
			throw new IOException("expected");
		}).refId();
		this.fixture.manual().runAll();

		assertThat(this.registry.get(MeterNames.RETRIES).counter().count()).isOne();
		assertThat(this.registry.get(MeterNames.ACTIVE).longTaskTimer().activeTasks()).isOne();
		this.fixture.tasks().cancel(refId);
		assertThat(this.registry.get(MeterNames.ACTIVE).longTaskTimer().activeTasks()).isZero();
	}

	@Test
	void callOnItsOwnThreadIsNoActiveTask() {
		this.fixture.call(spec(null, "none"), "key", (context) -> "value");

		assertThat(this.registry.find(MeterNames.ACTIVE).longTaskTimer()).isNull();
		assertThat(this.registry.find(MeterNames.QUEUED).timer()).isNull();
		assertThat(this.registry.get(MeterNames.TASK).timer().count()).isOne();
	}

	@Test
	void refusalIsCountedByItsLimit() {
		this.fixture.engine().stop(Duration.ZERO);
		assertThatExceptionOfType(RunRejectedException.class)
			.isThrownBy(() -> this.fixture.call(MANUAL, "key", (context) -> "never"));

		assertThat(this.registry.get(MeterNames.REJECTIONS).tag("limit", "shutdown").counter().count()).isOne();
	}

	@Test
	void cleanupIsCountedByWhatItRemoved() {
		this.fixture.call(MANUAL, "key", (context) -> {
			throw new IOException("expected");
		});
		this.fixture.manual().runAll();
		this.fixture.tasks().cleanup(Duration.ZERO);

		assertThat(this.registry.get(MeterNames.CLEANUP).timer().count()).isOne();
		assertThat(this.registry.get(MeterNames.REMOVED).tag("status", "failed").counter().count()).isOne();
	}

	@Test
	void noTagIsUnbounded() {
		RefCache cache = this.fixture.refCache();
		for (int i = 0; i < 1000; i++) {
			CallOptions options = CallOptions.of("operation " + i, "key " + i).withNamespace("user:" + i);
			cache.call(options, (context) -> "value");
			CallOptions failing = CallOptions.of("failing " + i, "key").withAsyncTimeout(Duration.ZERO);
			cache.call(failing.withExecutor("direct").withRetry(RetryOptions.DEFAULTS), (context) -> {
				throw new IOException("expected");
			});
		}
		this.fixture.time().advance(Duration.ofHours(1));
		this.fixture.engine().stop(Duration.ZERO);
		for (int i = 0; i < 1000; i++) {
			CallOptions options = CallOptions.of("late " + i, "key").withAsyncTimeout(Duration.ZERO);
			assertThatExceptionOfType(RunRejectedException.class)
				.isThrownBy(() -> cache.call(options.withExecutor("direct"), (context) -> "never"));
		}

		Map<String, Set<String>> tags = new HashMap<>();
		for (Meter meter : this.registry.getMeters()) {
			meter.getId()
				.getTags()
				.forEach((tag) -> tags.computeIfAbsent(tag.getKey(), (key) -> new HashSet<>()).add(tag.getValue()));
		}
		assertThat(tags).containsOnlyKeys("method", "outcome", "limit", "status");
		assertThat(tags.remove("method")).hasSize(BoundedNames.MAX + 1).contains(BoundedNames.OTHERS);
		assertThat(tags.values()).allSatisfy((values) -> assertThat(values).hasSizeLessThan(10));
	}

	private double timer(String outcome) {
		return this.registry.get(MeterNames.TASK)
			.tag("method", "test")
			.tag("outcome", outcome)
			.timer()
			.totalTime(TimeUnit.SECONDS);
	}

}
