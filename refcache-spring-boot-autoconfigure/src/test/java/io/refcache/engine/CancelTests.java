package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefCacheStoreException;
import io.refcache.RefResponse;
import io.refcache.TaskCancelledException;
import io.refcache.TaskStatus;
import io.refcache.store.Change;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.StepResult;
import io.refcache.testing.DelegatingStore;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.FaultyStore;
import io.refcache.testing.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A cancelled task ends at once, for everybody, and touches nothing else.
 */
class CancelTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private final EngineFixture fixture = new EngineFixture();

	private final Gate body = new Gate("value");

	@AfterEach
	void close() {
		this.body.open();
		this.fixture.close();
	}

	@Test
	void queuedRunLeavesTheQueueAndNeverRuns() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", this.body).refId();
		Runnable queued = this.fixture.manual().take();
		this.fixture.manual().execute(queued);

		assertThat(this.fixture.tasks().cancel(refId)).isTrue();

		assertThat(this.fixture.manual().size()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
		queued.run();
		assertThat(this.body.runs()).isZero();
		assertThat(this.fixture.engine().flights()).isZero();
	}

	@Test
	void runThatTheExecutorStartsNonethelessDoesNotReachItsBody() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", this.body).refId();
		Runnable taken = this.fixture.manual().take();

		assertThat(this.fixture.tasks().cancel(refId)).isTrue();
		taken.run();

		assertThat(this.body.runs()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void runningBodyIsInterrupted() {
		AtomicBoolean interrupted = new AtomicBoolean();
		Call call = this.fixture.start(spec(TIMEOUT, "pool"), "key", (progress) -> {
			try {
				return this.body.compute(progress);
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
				throw ex;
			}
		});
		this.body.awaitEntered();

		assertThat(this.fixture.tasks().cancel(running())).isTrue();

		assertThat(call.failure()).isInstanceOf(TaskCancelledException.class);
		this.fixture.awaitIdlePool();
		assertThat(interrupted).isTrue();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void cancellationCountsIfTheStoreFailsOnceItWasTaken() {
		FaultyStore.Plan plan = new FaultyStore.Plan();
		try (EngineFixture fixture = new EngineFixture(10, (store) -> new FaultyStore(store, plan))) {
			String refId = fixture.call(spec(Duration.ZERO, "pool"), "key", this.body).refId();
			this.body.awaitEntered();
			plan.fail(FaultyStore.Step.END, true);

			assertThat(fixture.tasks().cancel(refId)).isTrue();
			assertThat(fixture.tasks().active()).isZero();
			fixture.awaitIdlePool();
			assertThat(fixture.tasks().cancel(refId)).isFalse();
		}
	}

	@Test
	void cancellationThatNobodyWasToldOfIsMadeGoodByTheNext() {
		AtomicBoolean broken = new AtomicBoolean();
		try (EngineFixture fixture = new EngineFixture(10, (store) -> new DelegatingStore(store) {
			@Override
			public StepResult update(RefId id, Guard guard, Change change) {
				return checked(super.update(id, guard, change));
			}

			@Override
			public ReferenceRecord find(RefId id, Part part) {
				return checked(super.find(id, part));
			}

			private <T> T checked(T result) {
				if (broken.get()) {
					throw new RefCacheStoreException("unreachable", null);
				}
				return result;
			}
		})) {
			String refId = fixture.call(spec(Duration.ZERO, "pool"), "key", this.body).refId();
			this.body.awaitEntered();
			broken.set(true);
			assertThatExceptionOfType(RefCacheStoreException.class).isThrownBy(() -> fixture.tasks().cancel(refId));
			broken.set(false);

			assertThat(fixture.tasks().cancel(refId)).isFalse();
			assertThat(fixture.tasks().active()).isZero();
			fixture.awaitIdlePool();
		}
	}

	@Test
	void interruptDoesNotOutliveTheBody() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (progress) -> {
			this.body.open();
			this.body.compute(progress);
			while (!Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
			return "late";
		}).refId();
		AtomicBoolean interrupted = new AtomicBoolean(true);
		this.fixture.pool().execute(() -> {
			this.fixture.manual().runNext();
			interrupted.set(Thread.currentThread().isInterrupted());
		});
		this.body.awaitEntered();

		this.fixture.tasks().cancel(refId);
		this.fixture.awaitIdlePool();

		assertThat(interrupted).isFalse();
	}

	@Test
	void interruptNeverReachesTheThreadsNextWork() {
		AtomicInteger interrupted = new AtomicInteger();
		for (int i = 0; i < 2000; i++) {
			CountDownLatch entered = new CountDownLatch(1);
			String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key " + i, (progress) -> {
				entered.countDown();
				return "value";
			}).refId();
			this.fixture.pool().execute(() -> {
				this.fixture.manual().runNext();
				interrupted.addAndGet(Thread.interrupted() ? 1 : 0);
			});
			await(entered);
			this.fixture.tasks().cancel(refId);
		}
		this.fixture.awaitIdlePool();

		assertThat(interrupted).hasValue(0);
	}

	@Test
	void interruptFromElsewhereIsNotSwallowed() {
		List<Boolean> flags = new ArrayList<>();
		Call call = this.fixture.start(() -> {
			RefResponse<?> response = this.fixture.call(spec(null, "none"), "key", (progress) -> {
				Thread.currentThread().interrupt();
				return "value";
			});
			flags.add(Thread.currentThread().isInterrupted());
			return response;
		});

		assertThat(call.response()).isInstanceOf(CacheResponse.Complete.class);
		assertThat(flags).containsExactly(true);
	}

	@Test
	void callersAreToldWhileTheBodyIgnoresIt() {
		CountDownLatch ignored = new CountDownLatch(1);
		List<Call> calls = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			calls.add(this.fixture.start(spec(TIMEOUT, "pool"), "key", (progress) -> stubborn(ignored)));
		}
		this.fixture.time().awaitWaiters(10);
		String refId = this.fixture.tasks().list(null, 1).get(0).refId();

		assertThat(this.fixture.tasks().cancel(refId)).isTrue();

		calls.forEach((call) -> assertThat(call.failure()).isInstanceOf(TaskCancelledException.class));
		assertThat(this.fixture.refCache().get(refId)).isInstanceOfSatisfying(AsyncTaskResponse.class,
				(task) -> assertThat(task.status()).isEqualTo(TaskStatus.CANCELLED));
		ignored.countDown();
	}

	@Test
	void leaderOnItsOwnThreadIsToldWhenItsBodyReturns() {
		Call leader = this.fixture.start(spec(null, "none"), "key", this.body);
		this.body.awaitEntered();

		assertThat(this.fixture.tasks().cancel(running())).isTrue();

		assertThat(leader.failure()).isInstanceOf(TaskCancelledException.class);
	}

	@Test
	void lateResultChangesNothingAndLeavesNoEntry() {
		CountDownLatch ignored = new CountDownLatch(1);
		CountDownLatch entered = new CountDownLatch(1);
		Call call = this.fixture.start(plain(TIMEOUT, "pool"), "key", (progress) -> {
			entered.countDown();
			return stubborn(ignored);
		});
		await(entered);
		String refId = running();
		this.fixture.tasks().cancel(refId);
		call.failure();
		RefResponse<?> fresh = this.fixture.call(spec(null, "none"), "key", (progress) -> "fresh");

		ignored.countDown();
		this.fixture.awaitIdlePool();

		assertThat(((CacheResponse.Complete<?>) this.fixture.call(spec(null, "none"), "key", (progress) -> "other"))
			.value()).isEqualTo("fresh");
		assertThat(this.fixture.refCache().get(refId)).isInstanceOf(AsyncTaskResponse.class);
		assertThat(this.fixture.refCache().delete(refId)).isTrue();
		assertThat(this.fixture.refCache().delete(fresh.refId())).isTrue();
		assertThat(this.fixture.store().clear(null)).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void secondCancelIsTooLate() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", this.body).refId();

		assertThat(this.fixture.tasks().cancel(refId)).isTrue();
		assertThat(this.fixture.tasks().cancel(refId)).isFalse();
	}

	@Test
	void cancelOfNothingIsFalse() {
		assertThat(this.fixture.tasks().cancel("test:" + "0".repeat(32))).isFalse();
		assertThat(this.fixture.tasks().cancel("nonsense")).isFalse();
	}

	@Test
	void onlyOneOfManyCancelsWins() {
		for (int i = 0; i < 200; i++) {
			String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key " + i, this.body).refId();
			AtomicInteger wins = new AtomicInteger();
			CyclicBarrier together = new CyclicBarrier(4);
			for (int j = 0; j < 4; j++) {
				this.fixture.pool().execute(() -> {
					meet(together);
					wins.addAndGet(this.fixture.tasks().cancel(refId) ? 1 : 0);
				});
			}
			this.fixture.awaitIdlePool();
			assertThat(wins).hasValue(1);
		}
	}

	@Test
	void cancelOrCompletionWins() {
		for (int i = 0; i < 2000; i++) {
			CompletableFuture<Object> stage = new CompletableFuture<>();
			CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(staged(TIMEOUT, "direct"), "key " + i,
					(progress) -> stage);
			String refId = running();
			this.fixture.pool().execute(() -> stage.complete("value"));

			boolean cancelled = this.fixture.tasks().cancel(refId);

			Throwable failure = answer.handle((value, ex) -> ex).orTimeout(20, TimeUnit.SECONDS).join();
			if (cancelled) {
				assertThat(failure).isInstanceOf(TaskCancelledException.class);
				assertThat(this.fixture.refCache().get(refId)).isInstanceOf(AsyncTaskResponse.class);
			}
			else {
				assertThat(failure).isNull();
				assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("value");
			}
			this.fixture.refCache().delete(refId);
		}
		this.fixture.awaitIdlePool();
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void stageIsCancelled() {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(staged(TIMEOUT, "direct"), "key",
				(progress) -> stage);

		this.fixture.tasks().cancel(running());

		assertThat(stage).isCancelled();
		assertThat(failureOf(answer)).isInstanceOf(TaskCancelledException.class);
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void stageThatComesAfterTheCancellationIsCancelled() {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		this.fixture.callAsync(staged(TIMEOUT, "pool"), "key", (progress) -> {
			try {
				this.body.compute(progress);
			}
			catch (InterruptedException ex) {
				return stage;
			}
			return null;
		});
		this.body.awaitEntered();

		this.fixture.tasks().cancel(running());
		this.fixture.awaitIdlePool();

		assertThat(stage).isCancelled();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void futureOfACallerIsItsOwn() {
		CompletableFuture<RefResponse<?>> leaves = this.fixture.callAsync(spec(TIMEOUT, "pool"), "key", this.body);
		CompletableFuture<RefResponse<?>> stays = this.fixture.callAsync(spec(TIMEOUT, "pool"), "key", this.body);
		this.body.awaitEntered();

		leaves.cancel(true);
		stays.thenAccept((response) -> {
			throw new IllegalStateException("a continuation's own fault");
		});
		this.body.open();

		assertThat(stays.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(CacheResponse.Complete.class);
	}

	@Test
	void cancelledKeyIsComputedAtOnce() {
		CountDownLatch ignored = new CountDownLatch(1);
		String refId = this.fixture.call(spec(Duration.ZERO, "pool"), "key", (progress) -> stubborn(ignored)).refId();

		this.fixture.tasks().cancel(refId);

		RefResponse<?> fresh = this.fixture.call(spec(null, "none"), "key", (progress) -> "fresh");
		assertThat(fresh.refId()).isNotEqualTo(refId);
		ignored.countDown();
	}

	/** The reference of the one task that has not ended. */
	private String running() {
		return this.fixture.tasks()
			.list(null, 1000)
			.stream()
			.filter((task) -> !task.status().isEnded())
			.findFirst()
			.orElseThrow()
			.refId();
	}

	private static Object stubborn(CountDownLatch until) {
		boolean interrupted = false;
		while (true) {
			try {
				if (!until.await(20, TimeUnit.SECONDS)) {
					throw new AssertionError("never let go");
				}
				break;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return "stubborn";
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static Throwable failureOf(CompletableFuture<?> future) {
		try {
			throw new AssertionError("It answered " + future.orTimeout(20, TimeUnit.SECONDS).join());
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

}
