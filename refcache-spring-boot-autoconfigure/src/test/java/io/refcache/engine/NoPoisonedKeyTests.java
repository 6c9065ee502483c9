package io.refcache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import ch.qos.logback.classic.Level;
import io.refcache.CacheResponse;
import io.refcache.TaskContext;
import io.refcache.RefCacheStoreException;
import io.refcache.RefResponse;
import io.refcache.RefWaitInterruptedException;
import io.refcache.ResponseFormat;
import io.refcache.RetryOptions;
import io.refcache.store.Operation;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.FaultyStore;
import io.refcache.testing.FaultyStore.Step;
import io.refcache.testing.Gate;
import io.refcache.testing.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever happens to a call, the next one of its key computes afresh, at once.
 */
class NoPoisonedKeyTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private final FaultyStore.Plan plan = new FaultyStore.Plan();

	private final EngineFixture fixture = new EngineFixture(10_000, (store) -> new FaultyStore(store, this.plan));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	static List<Throwable> failures() {
		return List.of(new IllegalStateException("unchecked"), new IOException("checked"),
				new TimeoutException("of the body itself"), new StackOverflowError(), new AssertionError("error"),
				new RefCacheStoreException("of the body itself", null), new InterruptedException("of the body itself"),
				new Unspeakable());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void failureReachesAllWhoWaitAsItIs(Throwable failure) {
		CountDownLatch go = new CountDownLatch(1);
		List<Call> calls = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			calls.add(this.fixture.start(spec(TIMEOUT, "pool"), "key", (progress) -> {
				go.await();
				throw failure;
			}));
		}
		this.fixture.time().awaitWaiters(20);

		go.countDown();

		calls.forEach((call) -> assertThat(call.failure()).isSameAs(failure));
		assertNothingIsLeft("key");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void failureReachesAFutureAsItIs(Throwable failure) {
		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(spec(TIMEOUT, "direct"), "key",
				(progress) -> {
					throw failure;
				});

		assertThat(failureOf(answer)).isSameAs(failure);
		assertNothingIsLeft("key");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void failureOfAStageReachesAFutureAsItIs(Throwable failure) {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(staged(TIMEOUT, "direct"), "key",
				(progress) -> stage.thenApply((value) -> value));

		stage.completeExceptionally(failure);

		assertThat(failureOf(answer)).isSameAs(failure);
		assertNothingIsLeft("key");
	}

	@Test
	void argumentsThatCannotBeComparedKeepNobodyWaiting() {
		Thread home = Thread.currentThread();
		Gate first = new Gate("value");
		Gate second = new Gate("value");
		CompletableFuture<RefResponse<?>> one = this.fixture.callAsync(spec(TIMEOUT, "pool"), new Detached(1, home),
				first);
		CompletableFuture<RefResponse<?>> other = this.fixture.callAsync(spec(TIMEOUT, "pool"), new Detached(2, home),
				second);
		first.awaitEntered().open();
		second.awaitEntered().open();

		assertThat(CompletableFuture.allOf(one, other).handle((value, failure) -> true)).succeedsWithin(TIMEOUT);
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void interruptOfANestedWaitIsTheLeadersAlone() {
		AtomicInteger runs = new AtomicInteger();
		Work waits = (progress) -> {
			if (runs.getAndIncrement() == 0) {
				throw new RefWaitInterruptedException("inner", new InterruptedException());
			}
			return "value";
		};
		Gate entered = new Gate("go");
		Call leader = this.fixture.start(spec(null, "none"), "key", (progress) -> {
			entered.compute(progress);
			return waits.compute(progress);
		});
		entered.awaitEntered();
		Call joiner = this.fixture.start(spec(null, "none"), "key", waits);
		this.fixture.time().awaitWaiters(1);
		entered.open();

		assertThat(leader.failure()).isInstanceOf(RefWaitInterruptedException.class);
		assertThat(((CacheResponse.Complete<?>) joiner.response()).value()).isEqualTo("value");
	}

	@Test
	void shutdownIsToldOnceAndIsNoFailureOfTheBody() {
		try (LogRecorder log = LogRecorder.of("io.refcache.engine")) {
			Gate gate = new Gate("value");
			this.fixture.call(spec(Duration.ZERO, "pool"), "key", gate);
			gate.awaitEntered();

			this.fixture.engine().close();

			this.fixture.awaitIdlePool();
			assertThat(log.events()).singleElement().satisfies((event) -> {
				assertThat(event.getLevel()).isEqualTo(Level.WARN);
				assertThat(event.getFormattedMessage()).contains("interrupted by shutdown");
			});
		}
	}

	@Test
	void closedEngineKeepsNobodyWaiting() {
		CompletableFuture<RefResponse<?>> queued = this.fixture.callAsync(spec(Duration.ofHours(1), "manual"), "key",
				(progress) -> "value");
		CompletableFuture<RefResponse<?>> timed = this.fixture.callAsync(spec(TIMEOUT, "manual"), "other",
				(progress) -> "value");

		this.fixture.engine().close();

		assertThat(queued).failsWithin(TIMEOUT).withThrowableThat().withMessageContaining("interrupted by shutdown");
		assertThat(timed).failsWithin(TIMEOUT).withThrowableThat().withMessageContaining("interrupted by shutdown");
		assertThat(this.fixture.manual().size()).isZero();
	}

	@Test
	void executorThatFailsLeavesNoRecordBehind() {
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.fixture.call(spec(TIMEOUT, "broken"), "key", (progress) -> "value"));

		assertThat(this.fixture.store().clear(null)).as("records").isZero();
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void callerThatCallsAgainFromItsFailureGetsAFreshRun() {
		AtomicInteger runs = new AtomicInteger();
		for (int i = 0; i < 100; i++) {
			this.fixture.start(spec(TIMEOUT, "pool"), "key", (progress) -> {
				throw new IllegalStateException("run " + runs.incrementAndGet());
			}).failure();
		}

		assertThat(runs).hasValue(100);
	}

	@Test
	void stageThatIsNullIsAFailure() {
		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(staged(TIMEOUT, "direct"), "key",
				(progress) -> null);

		assertThat(failureOf(answer)).isInstanceOf(IllegalStateException.class);
		assertNothingIsLeft("key");
	}

	@Test
	void stageThatTakesNoCallbackIsAFailure() {
		CompletionStage<Object> hostile = new CompletableFuture<>() {
			@Override
			public CompletableFuture<Object> whenComplete(BiConsumer<? super Object, ? super Throwable> action) {
				throw new UnsupportedOperationException("not today");
			}
		};

		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(staged(TIMEOUT, "pool"), "key",
				(progress) -> hostile);

		assertThat(failureOf(answer)).isInstanceOf(UnsupportedOperationException.class);
		assertNothingIsLeft("key");
	}

	@Test
	void conditionThatThrowsIsAFailure() {
		Call call = this.fixture.start(spec(TIMEOUT, "pool"), "key", new Work() {
			@Override
			public Object compute(TaskContext context) {
				return "value";
			}

			@Override
			public boolean isCacheable(Object value) {
				throw new StackOverflowError();
			}
		});

		assertThat(call.failure()).isInstanceOf(StackOverflowError.class);
		assertNothingIsLeft("key");
	}

	@Test
	void interruptOfTheLeadersOwnThreadConcernsNobodyElse() {
		Gate first = new Gate("first");
		Call leader = this.fixture.start(spec(null, "none"), "key", first);
		first.awaitEntered();
		List<Call> joiners = new ArrayList<>();
		AtomicInteger runs = new AtomicInteger();
		for (int i = 0; i < 20; i++) {
			joiners.add(this.fixture.start(spec(null, "none"), "key", (progress) -> "run " + runs.incrementAndGet()));
		}
		this.fixture.time().awaitWaiters(20);

		leader.thread().interrupt();

		assertThat(leader.failure()).isInstanceOf(InterruptedException.class);
		joiners.forEach((joiner) -> assertThat(joiner.response()).isInstanceOfSatisfying(CacheResponse.Complete.class,
				(complete) -> assertThat(complete.value()).isEqualTo("run 1")));
		assertThat(this.fixture.engine().flights()).isZero();
	}

	@Test
	void interruptOfTheLeaderConcernsNoFuture() {
		Gate first = new Gate("first");
		Call leader = this.fixture.start(spec(null, "none"), "key", first);
		first.awaitEntered();
		CompletableFuture<RefResponse<?>> joiner = this.fixture.callAsync(spec(TIMEOUT, "direct"), "key",
				(progress) -> "second");

		leader.thread().interrupt();

		assertThat(joiner.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOfSatisfying(CacheResponse.Complete.class,
				(complete) -> assertThat(complete.value()).isEqualTo("second"));
	}

	@Test
	void joinerThatIsInterruptedLeavesAndKeepsItsFlag() {
		Gate body = new Gate("value");
		Call leader = this.fixture.start(spec(null, "none"), "key", body);
		body.awaitEntered();
		List<Boolean> flags = new ArrayList<>();
		Call joiner = this.fixture.start(() -> {
			try {
				return this.fixture.call(spec(null, "none"), "key", body);
			}
			finally {
				flags.add(Thread.currentThread().isInterrupted());
			}
		});
		this.fixture.time().awaitWaiters(1);

		joiner.thread().interrupt();

		assertThat(joiner.failure()).isInstanceOf(RefWaitInterruptedException.class);
		assertThat(flags).containsExactly(true);
		body.open();
		assertThat(leader.response()).isInstanceOf(CacheResponse.Complete.class);
	}

	@ParameterizedTest(name = "{0} throws, step taken: {1}, executor {2}")
	@CsvSource({ "LOOKUP, false, none", "LEAD, false, none", "CLAIM, false, none", "CLAIM, true, none",
			"CLAIM, true, direct", "START, false, direct", "START, true, direct", "END, false, none", "END, true, none",
			"END, false, direct", "END, true, direct" })
	void storeThatThrowsLeavesNoHangingKey(Step step, boolean taken, String executor) {
		CallSpec spec = spec(executor.equals("none") ? null : TIMEOUT, executor);
		this.plan.fail(step, taken);

		Call call = this.fixture.start(spec, "key", (progress) -> "value");

		assertThat(call.failure()).isInstanceOf(RefCacheStoreException.class);
		assertThat(this.plan.isOver()).isTrue();
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
		Call next = this.fixture.start(spec, "key", (progress) -> "value");
		assertThat(((CacheResponse.Complete<?>) next.response()).value()).isEqualTo("value");
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@ParameterizedTest(name = "{0} throws, step taken: {1}")
	@CsvSource({ "LOOKUP, false", "LEAD, false", "CLAIM, false", "CLAIM, true", "START, false", "START, true",
			"END, false", "END, true" })
	void storeThatThrowsReachesAFuture(Step step, boolean taken) {
		this.plan.fail(step, taken);

		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(spec(TIMEOUT, "direct"), "key",
				(progress) -> "value");

		assertThat(failureOf(answer)).isInstanceOf(RefCacheStoreException.class);
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.timeouts()).isZero();
		CompletableFuture<RefResponse<?>> next = this.fixture.callAsync(spec(TIMEOUT, "direct"), "key",
				(progress) -> "value");
		assertThat(next.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(CacheResponse.Complete.class);
	}

	@ParameterizedTest(name = "step taken: {0}")
	@ValueSource(booleans = { false, true })
	void storeThatThrowsWhenAStageIsToBeRetriedReachesAFuture(boolean taken) {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(stagedWithRetry(), "key", (context) -> stage);
		this.plan.fail(Step.RETRY, taken);
		stage.completeExceptionally(new IOException("broken"));

		assertThat(this.plan.isOver()).isTrue();
		assertThat(answer).isCompletedExceptionally();
		assertThat(this.fixture.tasks().active()).isZero();
		assertNothingIsLeft("key");
	}

	@Test
	void stageThatSignalsTwiceIsRetriedOnce() {
		List<BiConsumer<? super Object, ? super Throwable>> signals = new ArrayList<>();
		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(stagedWithRetry(), "key", (context) -> {
			if (context.attempt() > 1) {
				return CompletableFuture.completedFuture("attempt " + context.attempt());
			}
			return new CompletableFuture<>() {
				@Override
				public CompletableFuture<Object> whenComplete(BiConsumer<? super Object, ? super Throwable> action) {
					signals.add(action);
					return this;
				}
			};
		});
		signals.forEach((signal) -> signal.accept(null, new IOException("once")));
		signals.forEach((signal) -> signal.accept(null, new IOException("twice")));
		this.fixture.time().advance(Duration.ofSeconds(1));

		assertThat(answer.join()).isInstanceOfSatisfying(CacheResponse.Complete.class,
				(complete) -> assertThat(complete.value()).isEqualTo("attempt 2"));
	}

	private static CallSpec stagedWithRetry() {
		return new CallSpec(new Operation("test", "java.lang.Object", true, 3, ResponseFormat.FULL), EngineFixture.TTL,
				null, null, RetryOptions.DEFAULTS, "direct", true, true, EngineFixture.OPEN);
	}

	@Test
	void storeThatCannotPublishFailsTheCallAndNotTheRun() {
		this.plan.fail(Step.PUBLISH, false);
		Call late = this.fixture.start(spec(Duration.ZERO, "manual"), "key", (progress) -> "value");

		assertThat(late.failure()).isInstanceOf(RefCacheStoreException.class);
		this.fixture.manual().runAll();
		assertThat(this.fixture.call(spec(Duration.ZERO, "manual"), "key", (progress) -> "other"))
			.isInstanceOfSatisfying(CacheResponse.Complete.class,
					(complete) -> assertThat(complete.value()).isEqualTo("value"));
	}

	@Test
	void unknownExecutorIsAFailureOfTheCall() {
		Call call = this.fixture.start(spec(TIMEOUT, "unknown"), "key", (progress) -> "value");
		assertThat(call.failure()).isInstanceOf(IllegalArgumentException.class);

		assertThat(failureOf(this.fixture.callAsync(spec(TIMEOUT, "unknown"), "key", (progress) -> "value")))
			.isInstanceOf(IllegalArgumentException.class);
		assertNothingIsLeft("key");
	}

	private void assertNothingIsLeft(String key) {
		assertThat(this.fixture.engine().flights()).isZero();
		RefResponse<?> fresh = this.fixture.call(spec(null, "none"), key, (progress) -> "fresh");
		assertThat(((CacheResponse.Complete<?>) fresh).value()).isEqualTo("fresh");
	}

	private static Throwable failureOf(CompletableFuture<?> future) {
		try {
			throw new AssertionError("It answered " + future.orTimeout(20, TimeUnit.SECONDS).join());
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

	/**
	 * An exception that cannot tell what it is.
	 */
	private static final class Unspeakable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new StackOverflowError();
		}

		@Override
		public String toString() {
			return "unspeakable";
		}

	}

	/** As an entity whose equals loads what only its own thread may load. */
	private record Detached(int id, Thread home) {

		@Override
		public int hashCode() {
			return 31;
		}

		@Override
		public boolean equals(Object other) {
			if (Thread.currentThread() != this.home) {
				throw new IllegalStateException("no session");
			}
			return other instanceof Detached that && this.id == that.id;
		}

	}

}
