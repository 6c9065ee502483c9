package io.refcache.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.RefResponse;
import io.refcache.ResponseFormat;
import io.refcache.RetryOptions;
import io.refcache.TaskStatus;
import io.refcache.store.Operation;
import io.refcache.store.Query;
import io.refcache.store.Sweep;
import io.refcache.task.CleanupReport;
import io.refcache.task.CleanupStatistics;
import io.refcache.task.TaskListener;
import io.refcache.testing.DelegatingStore;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is no longer kept goes, by itself and by hand, and nothing stays behind.
 */
class CleanupTests {

	private static final Duration INTERVAL = Duration.ofSeconds(60);

	private final EngineFixture fixture = new EngineFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void nothingIsScheduledBeforeTheFirstRun() {
		this.fixture.refCache().set("key", "value");

		assertThat(this.fixture.time().scheduled()).isZero();
		assertThat(this.fixture.tasks().cleanupStatistics()).isEqualTo(new CleanupStatistics(0, Map.of(), null, null));
	}

	@Test
	void runsAtEachInterval() {
		this.fixture.call(spec(null, "none"), "key", (context) -> "value");
		Instant start = this.fixture.time().clock().instant();
		assertThat(this.fixture.tasks().cleanupStatistics().next()).isEqualTo(start.plus(INTERVAL));

		for (int i = 0; i < 3; i++) {
			this.fixture.time().advance(INTERVAL);
		}

		CleanupStatistics statistics = this.fixture.tasks().cleanupStatistics();
		assertThat(statistics.runs()).isEqualTo(3);
		assertThat(statistics.last().at()).isEqualTo(start.plus(INTERVAL.multipliedBy(3)));
		assertThat(statistics.next()).isEqualTo(start.plus(INTERVAL.multipliedBy(4)));
		assertThat(statistics.removed()).isEmpty();
	}

	@Test
	void countsWhatItRemovesByKind() {
		String failed = fail("failed");
		String cancelled = this.fixture.call(spec(Duration.ZERO, "manual"), "cancelled", (context) -> "never").refId();
		this.fixture.tasks().cancel(cancelled);
		this.fixture.call(spec(null, "none"), "complete", (context) -> "value");

		this.fixture.time().advance(EngineFixture.RETENTION);
		assertThat(this.fixture.tasks().cleanupStatistics().removed())
			.isEqualTo(Map.of(TaskStatus.FAILED, 1L, TaskStatus.CANCELLED, 1L));
		this.fixture.time().advance(EngineFixture.TTL);

		assertThat(this.fixture.tasks().cleanupStatistics().removed())
			.isEqualTo(Map.of(TaskStatus.FAILED, 1L, TaskStatus.CANCELLED, 1L, TaskStatus.COMPLETE, 1L));
		assertThat(this.fixture.refCache().exists(failed)).isFalse();
		assertEmpty();
	}

	@Test
	void byHandRetentionMayBeShorter() {
		String failed = fail("failed");
		String fresh = this.fixture.call(spec(null, "none"), "fresh", (context) -> "value").refId();
		this.fixture.time().advance(Duration.ofSeconds(10));
		String younger = fail("younger");

		assertThat(this.fixture.tasks().cleanup().total()).isZero();
		assertThat(this.fixture.tasks().cleanup(Duration.ofSeconds(10)).removed())
			.isEqualTo(Map.of(TaskStatus.FAILED, 1));

		assertThat(this.fixture.refCache().exists(failed)).isFalse();
		assertThat(this.fixture.refCache().exists(younger)).isTrue();
		assertThat(this.fixture.refCache().exists(fresh)).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.tasks().cleanup(Duration.ofSeconds(-1)))
			.withMessage("'maxAge' (PT-1S) must not be negative");
	}

	@Test
	void taskThatHasNotEndedStaysHoweverOld() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> "value").refId();
		this.fixture.time().advance(Duration.ofDays(30));
		this.fixture.tasks().cleanup(Duration.ZERO);

		this.fixture.manual().runAll();
		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("value");
	}

	@Test
	void nothingIsScheduledAfterTheEngineHasStopped() {
		this.fixture.call(spec(null, "none"), "key", (context) -> "value");
		this.fixture.engine().stop(Duration.ZERO);

		assertThat(this.fixture.time().scheduled()).isZero();
		assertThat(this.fixture.tasks().cleanupStatistics().next()).isNull();
	}

	@Test
	void cleanupThatAStopOvertakesIsTheLastOfItsSeries() {
		AtomicReference<EngineFixture> restarted = new AtomicReference<>();
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.listeners(List.of(new TaskListener() {
			@Override
			public void cleaned(CleanupReport report) {
				EngineFixture it = restarted.getAndSet(null);
				if (it != null) {
					it.engine().stop(Duration.ZERO);
					it.engine().start();
					it.call(spec(null, "none"), "again", (context) -> "value");
				}
			}
		})))) {
			restarted.set(fixture);
			fixture.call(spec(null, "none"), "key", (context) -> "value");
			fixture.time().advance(INTERVAL);

			assertThat(fixture.time().scheduled()).isOne();
		}
	}

	@Test
	void cleanupThatEndsWithAnErrorIsNotTheLast() {
		AtomicInteger sweeps = new AtomicInteger();
		try (EngineFixture fixture = new EngineFixture(10, (store) -> new DelegatingStore(store) {
			@Override
			public Sweep sweep(Duration maxAge, int limit) {
				if (sweeps.incrementAndGet() == 1) {
					throw new InternalError("simulated");
				}
				return super.sweep(maxAge, limit);
			}
		})) {
			fixture.call(spec(null, "none"), "key", (context) -> "value");
			fixture.time().advance(INTERVAL.multipliedBy(2));

			assertThat(sweeps).hasValue(2);
		}
	}

	@Test
	void retryByHandStartsIt() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> {
			throw new IllegalStateException("broken");
		}).refId();
		this.fixture.manual().runAll();
		this.fixture.engine().stop(Duration.ZERO);
		this.fixture.engine().start();
		this.fixture.tasks().retry(refId);

		assertThat(this.fixture.tasks().cleanupStatistics().next()).isNotNull();
	}

	/** 864 000 runs of all kinds, ten a second. */
	@Test
	void nothingIsLeftAfterADay() {
		Random random = new Random(42);
		for (int second = 0; second < 24 * 60 * 60; second++) {
			for (int i = 0; i < 10; i++) {
				churn(random, second * 10 + i);
			}
			this.fixture.time().advance(Duration.ofSeconds(1));
			this.fixture.manual().runAll();
		}
		this.fixture.manual().runAll();
		this.fixture.time().advance(Duration.ofMinutes(1));
		this.fixture.manual().runAll();
		assertThat(this.fixture.tasks().active()).isZero();

		this.fixture.time().advance(EngineFixture.TTL.plus(EngineFixture.RETENTION));

		assertEmpty();
		assertThat(this.fixture.tasks().cleanupStatistics().runs()).isGreaterThan(24 * 60);
	}

	private void churn(Random random, int number) {
		String key = "key " + (random.nextBoolean() ? number : random.nextInt(1000));
		boolean fails = random.nextInt(4) == 0;
		Work work = (context) -> {
			context.report(1, 2);
			if (fails) {
				throw new Failure();
			}
			return number;
		};
		CallSpec spec = switch (random.nextInt(4)) {
			case 0 -> plain(null, "none");
			case 1 -> retrying();
			case 2 -> plain(Duration.ZERO, "manual");
			default -> spec(Duration.ZERO, "manual");
		};
		try {
			// On its own thread it would wait for whoever is queued.
			String ownKey = (spec.asyncTimeout() != null) ? key : "own " + number;
			RefResponse<?> response = this.fixture.call(spec, ownKey, work);
			touch(random, response.refId());
		}
		catch (Failure ex) {
			// As it should.
		}
	}

	private void touch(Random random, String refId) {
		switch (random.nextInt(12)) {
			case 0 -> this.fixture.tasks().cancel(refId);
			case 1 -> this.fixture.refCache().delete(refId);
			case 2 -> this.fixture.refCache().get(refId);
			case 3 -> {
				if (this.fixture.tasks().find(refId).orElseThrow().canRetry()) {
					this.fixture.tasks().retry(refId);
				}
			}
			default -> {
			}
		}
	}

	private static CallSpec retrying() {
		return new CallSpec(new Operation("test", "Object", true, 2, ResponseFormat.STANDARD), Duration.ofMinutes(1),
				Duration.ZERO, Duration.ofMinutes(10), RetryOptions.DEFAULTS.withMaxRetries(2), "manual", true, false,
				EngineFixture.OPEN);
	}

	private String fail(String key) {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), key, (context) -> {
			throw new Failure();
		}).refId();
		this.fixture.manual().runAll();
		return refId;
	}

	private void assertEmpty() {
		assertThat(this.fixture.store().list(new Query(null, null, null), null, 10).records()).isEmpty();
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
		assertThat(this.fixture.tasks().stopping()).isZero();
		assertThat(((DefaultTaskRegistry) this.fixture.tasks()).replays().size()).isZero();
		assertThat(this.fixture.timeouts()).isZero();
	}

	private static final class Failure extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private Failure() {
			super("failure", null, false, false);
		}

	}

}
