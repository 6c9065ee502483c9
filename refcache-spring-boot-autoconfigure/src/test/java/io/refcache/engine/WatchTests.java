package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.RetryOptions;
import io.refcache.store.RefId;
import io.refcache.store.Subscription;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who watches a task is told of each change, and of no other task.
 */
class WatchTests {

	private static final CallSpec MANUAL = spec(Duration.ZERO, "manual");

	private final EngineFixture fixture = new EngineFixture();

	private final AtomicInteger changes = new AtomicInteger();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void startProgressAndEndAreTold() {
		AtomicInteger started = new AtomicInteger();
		AtomicInteger reported = new AtomicInteger();
		String refId = this.fixture.call(MANUAL, "key", (context) -> {
			started.set(this.changes.get());
			context.report(1, 2, "half");
			reported.set(this.changes.get());
			return "value";
		}).refId();
		this.fixture.tasks().watch(refId, this.changes::incrementAndGet);
		this.fixture.manual().runAll();

		assertThat(started).hasPositiveValue();
		assertThat(reported.get()).isGreaterThan(started.get());
		assertThat(this.changes.get()).isGreaterThan(reported.get());
	}

	@Test
	void changeIsInTheStoreWhenItIsTold() {
		String refId = this.fixture.call(MANUAL, "key", (context) -> "value").refId();
		AtomicInteger ended = new AtomicInteger();
		this.fixture.tasks().watch(refId, () -> {
			if (this.fixture.tasks().find(refId).orElseThrow().status().isEnded()) {
				ended.incrementAndGet();
			}
		});
		this.fixture.manual().runAll();

		assertThat(ended).hasPositiveValue();
	}

	@Test
	void cancelAndRetryAreTold() {
		String refId = this.fixture.call(retrying(Duration.ZERO, "manual", RetryOptions.DEFAULTS), "key", (context) -> {
			throw new IllegalStateException("expected");
		}).refId();
		this.fixture.tasks().watch(refId, this.changes::incrementAndGet);
		this.fixture.manual().runAll();
		int afterFailure = this.changes.get();
		this.fixture.tasks().cancel(refId);

		assertThat(afterFailure).isGreaterThanOrEqualTo(2);
		assertThat(this.changes.get()).isGreaterThan(afterFailure);
	}

	@Test
	void removalIsTold() {
		String refId = this.fixture.refCache().set("key", "value").refId();
		this.fixture.tasks().watch(refId, this.changes::incrementAndGet);
		this.fixture.refCache().delete(refId);

		assertThat(this.changes).hasPositiveValue();
	}

	@Test
	void othersAreNotTold() {
		String watched = this.fixture.call(MANUAL, "watched", (context) -> "value").refId();
		this.fixture.tasks().watch(watched, this.changes::incrementAndGet);
		String other = this.fixture.call(MANUAL, "other", (context) -> "value").refId();
		this.fixture.tasks().cancel(other);

		assertThat(this.changes).hasValue(0);
	}

	@Test
	void nothingIsLeftOfAWatchThatHasEnded() {
		Watches watches = new Watches();
		RefId id = RefId.parse("test", "test:0123456789abcdef0123456789abcdef");
		Subscription one = watches.watch(id, this.changes::incrementAndGet);
		Subscription two = watches.watch(id, () -> {
		});
		one.close();
		one.close();
		watches.changed(id);
		assertThat(watches.isWatched(id)).isTrue();
		two.close();

		assertThat(this.changes).hasValue(0);
		assertThat(watches.size()).isZero();
	}

	@Test
	void watcherThatFailsKeepsNoneFromKnowing() {
		String refId = this.fixture.call(MANUAL, "key", (context) -> "value").refId();
		try (LogRecorder log = LogRecorder.of("io.refcache.engine.Watches")) {
			for (int i = 0; i < 3; i++) {
				this.fixture.tasks().watch(refId, () -> {
					this.changes.incrementAndGet();
					throw new IllegalStateException("expected");
				});
			}
			this.fixture.tasks().cancel(refId);

			assertThat(this.changes.get()).isGreaterThanOrEqualTo(3);
			assertThat(log.messages()).contains("A watcher of a task failed");
		}
	}

	@Test
	void whatIsNoReferenceIsNeverTold() {
		Subscription watch = this.fixture.tasks().watch("nonsense", this.changes::incrementAndGet);
		watch.close();

		assertThat(this.changes).hasValue(0);
	}

}
