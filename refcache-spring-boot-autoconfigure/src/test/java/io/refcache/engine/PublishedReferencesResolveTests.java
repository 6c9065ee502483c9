package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * A reference that was handed out answers until its time is over.
 */
class PublishedReferencesResolveTests {

	private static final int ROUNDS = 2000;

	private final EngineFixture fixture = new EngineFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "COMPLETE", "FAILED", "CANCELLED" })
	void referenceAnswersAllTheWayToItsEnd(TaskStatus end) {
		for (int i = 0; i < ROUNDS; i++) {
			CountDownLatch published = new CountDownLatch(1);
			String refId = this.fixture.call(spec(Duration.ZERO, "pool"), "key " + i, (progress) -> {
				published.await();
				if (end == TaskStatus.FAILED) {
					throw new IllegalStateException("broken");
				}
				return "value";
			}).refId();
			published.countDown();
			if (end == TaskStatus.CANCELLED) {
				this.fixture.tasks().cancel(refId);
			}

			RefResponse<?> response = this.fixture.refCache().get(refId);
			while (response instanceof AsyncTaskResponse<?> task && !task.status().isEnded()) {
				Thread.onSpinWait();
				response = this.fixture.refCache().get(refId);
			}

			if (response instanceof CacheResponse.Complete<?> complete) {
				assertThat(complete.value()).isEqualTo("value");
			}
		}
	}

	@Test
	void referenceOfATimeoutThatMeetsTheEndAnswers() {
		Duration timeout = Duration.ofMillis(100);
		for (int i = 0; i < ROUNDS; i++) {
			CompletableFuture<Object> stage = new CompletableFuture<>();
			CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(EngineFixture.staged(timeout, "direct"),
					"key " + i, (progress) -> stage);
			this.fixture.pool().execute(() -> stage.completeExceptionally(new IllegalStateException("broken")));

			this.fixture.time().advance(timeout);

			RefResponse<?> response = answer.handle((value, ex) -> value).orTimeout(20, TimeUnit.SECONDS).join();
			if (response != null) {
				assertThatNoException().isThrownBy(() -> this.fixture.refCache().get(response.refId()));
			}
		}
		this.fixture.awaitIdlePool();
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.timeouts()).isZero();
	}

	@Test
	void listedTaskAnswers() {
		for (int i = 0; i < 200; i++) {
			this.fixture.call(plain(Duration.ofHours(1), "direct"), "warm " + i, (progress) -> "value");
			this.fixture.callAsync(plain(Duration.ofHours(1), "pool"), "key " + i, (progress) -> {
				throw new IllegalStateException("broken");
			});
			for (TaskInfo task : this.fixture.tasks().list(null, 10)) {
				assertThat(this.fixture.tasks().find(task.refId())).isPresent();
			}
		}
	}

	@Test
	void valueAnswersForItsTimeToLiveAndAtLeastForTheRetention() {
		String refId = this.fixture.call(spec(null, "none"), "key", (progress) -> "value").refId();

		this.fixture.time().advance(EngineFixture.TTL.minusMillis(1));
		this.fixture.tasks().cleanup();
		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("value");
		this.fixture.time().advance(Duration.ofMillis(1));
		assertThatExceptionOfType(RefNotFoundException.class).isThrownBy(() -> this.fixture.refCache().get(refId));
	}

	@Test
	void failureAnswersForTheRetention() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (progress) -> {
			throw new IllegalStateException("broken");
		}).refId();
		this.fixture.manual().runAll();

		this.fixture.time().advance(EngineFixture.RETENTION.minusMillis(1));
		this.fixture.tasks().cleanup();
		assertThat(this.fixture.refCache().exists(refId)).isTrue();
		this.fixture.time().advance(Duration.ofMillis(1));
		assertThat(this.fixture.refCache().exists(refId)).isFalse();
		this.fixture.tasks().cleanup();
		assertThat(this.fixture.tasks().cleanupStatistics().removed()).containsExactly(entry(TaskStatus.FAILED, 1L));
	}

	@Test
	void failureThatEveryCallerGotIsNotKept() {
		for (int i = 0; i < 100; i++) {
			this.fixture.start(spec(null, "none"), "key " + i, (progress) -> {
				throw new IllegalStateException("broken");
			}).failure();
		}

		assertThat(this.fixture.store().clear(null)).isZero();
	}

}
