package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.refcache.AsyncTaskResponse;
import io.refcache.ReadOptions;
import io.refcache.ResponseFormat;
import io.refcache.RetryOptions;
import io.refcache.TaskContext;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a body reports is published at most every 100 ms, and the last report is never
 * lost.
 */
class ProgressTests {

	private final List<Long> published = new CopyOnWriteArrayList<>();

	private final EngineFixture fixture = EngineFixture.with((builder) -> builder.listeners(List.of(new TaskListener() {

		@Override
		public void progressed(TaskEvent event) {
			ProgressTests.this.published.add(event.task().progress().current());
		}

	})));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void firstReportIsPublishedAtOnceAndTheLatestOfTheRestLater() {
		List<Long> seen = new ArrayList<>();
		run((context) -> {
			context.report(1, 10);
			seen.add(current(context));
			context.report(2, 10);
			context.report(3, 10);
			seen.add(current(context));
			this.fixture.time().advance(Duration.ofMillis(99));
			seen.add(current(context));
			this.fixture.time().advance(Duration.ofMillis(1));
			seen.add(current(context));
		});

		assertThat(seen).containsExactly(1L, 1L, 1L, 3L);
		assertThat(this.published).containsExactly(1L, 3L);
	}

	@Test
	void nothingIsPublishedMoreOftenThanTenTimesASecond() {
		run((context) -> {
			for (int i = 0; i < 1000; i++) {
				context.report(i, 1000);
				this.fixture.time().advance(Duration.ofMillis(1));
			}
		});

		assertThat(this.published).hasSizeBetween(10, 11).isSorted();
	}

	@Test
	void lastReportIsThereWithTheEnd() {
		String complete = run((context) -> {
			context.report(1, 3);
			context.report(3, 3, "done");
		});
		String failed = run("failed", (context) -> {
			context.report(1, 3);
			context.report(2, 3, "before it broke");
			throw new IllegalStateException();
		});
		String cancelled = run("cancelled", (context) -> {
			context.report(1, 3);
			context.report(2, 3, "before it was cancelled");
			this.fixture.tasks().cancel(context.refId());
		});

		assertThat(progress(complete).message()).isEqualTo("done");
		assertThat(progress(failed).message()).isEqualTo("before it broke");
		assertThat(progress(cancelled).message()).isEqualTo("before it was cancelled");
		assertThat(this.fixture.timeouts()).isZero();
	}

	@Test
	void reportAfterTheEndIsNone() {
		CompletableFuture<TaskContext> leaked = new CompletableFuture<>();
		String refId = run(leaked::complete);

		leaked.join().report(9, 9);

		assertThat(this.fixture.tasks().find(refId).orElseThrow().progress()).isNull();
		assertThat(this.fixture.timeouts()).isZero();
	}

	@Test
	void anotherAttemptBeginsWithoutProgress() {
		String refId = this.fixture.call(retrying(Duration.ZERO, "manual", RetryOptions.DEFAULTS), "key", (context) -> {
			if (context.attempt() == 1) {
				context.report(5, 10);
				throw new IllegalStateException();
			}
			return "value";
		}).refId();
		this.fixture.manual().runAll();

		assertThat(this.fixture.tasks().find(refId).orElseThrow().progress()).isNull();
	}

	@Test
	void nonsenseIsClamped() {
		String refId = run((context) -> context.report(-5, -10, null));
		String beyond = run("beyond", (context) -> context.report(11, 10, null));

		assertThat(progress(refId).current()).isZero();
		assertThat(progress(refId).percentage()).isNull();
		assertThat(progress(beyond).percentage()).isEqualTo(100.0);
	}

	@Test
	void estimateFollowsFromTheProgress() {
		List<Double> estimates = new ArrayList<>();
		run((context) -> {
			String refId = context.refId();
			context.report(0, 10);
			estimates.add(eta(refId));
			this.fixture.time().advance(Duration.ofSeconds(6));
			context.report(2, 10);
			estimates.add(eta(refId));
			this.fixture.time().advance(Duration.ofSeconds(6));
			context.report(12, 10);
			estimates.add(eta(refId));
			this.fixture.time().advance(Duration.ofSeconds(6));
			context.report(3, 0);
			estimates.add(eta(refId));
		});

		assertThat(estimates).containsExactly(null, 24.0, 0.0, null);
	}

	@Test
	void contextIsKnownWithoutAParameterAndOnOtherThreads() {
		String refId = run((context) -> {
			TaskContext.current().report(1, 3);
			this.fixture.time().advance(Duration.ofMillis(100));
			Thread thread = new Thread(context.wrap(() -> TaskContext.current().report(2, 3)));
			thread.start();
			thread.join();
			CompletableFuture.runAsync(() -> TaskContext.current().report(3, 3)).join();
		});

		assertThat(progress(refId).current()).isEqualTo(2);
	}

	@Test
	void callOnItsCallersThreadReportsToo() {
		List<Long> seen = new ArrayList<>();
		this.fixture.call(spec(null, "none"), "key", (context) -> {
			context.report(4, 5);
			seen.add(current(context));
			return "value";
		});

		assertThat(seen).containsExactly(4L);
	}

	@Test
	void idThatABodyAsksForResolvesFromThenOn() {
		List<Boolean> known = new ArrayList<>();
		List<String> ids = new ArrayList<>();
		try {
			this.fixture.call(EngineFixture.plain(null, "none"), "key", (context) -> {
				ids.add(context.refId());
				known.add(this.fixture.tasks().find(ids.get(0)).isPresent());
				throw new IllegalStateException();
			});
		}
		catch (IllegalStateException ex) {
			known.add(this.fixture.tasks().find(ids.get(0)).isPresent());
		}

		assertThat(known).containsExactly(true, true);
	}

	private long current(TaskContext context) {
		return progress(context.refId()).current();
	}

	private Double eta(String refId) {
		return ((AsyncTaskResponse<?>) this.fixture.refCache()
			.get(refId, ReadOptions.DEFAULTS.withFormat(ResponseFormat.FULL))).etaSeconds();
	}

	private TaskProgress progress(String refId) {
		return this.fixture.tasks().find(refId).orElseThrow().progress();
	}

	private String run(Body body) {
		return run("key", body);
	}

	private String run(String key, Body body) {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), key, (context) -> {
			body.run(context);
			return "value";
		}).refId();
		this.fixture.manual().runAll();
		assertThat(this.fixture.tasks().find(refId).orElseThrow().status()).isNotEqualTo(TaskStatus.PENDING);
		return refId;
	}

	private interface Body {

		void run(TaskContext context) throws Exception;

	}

}
