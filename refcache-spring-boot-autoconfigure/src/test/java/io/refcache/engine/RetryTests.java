package io.refcache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.RefWaitInterruptedException;
import io.refcache.RetryInfo;
import io.refcache.RetryOptions;
import io.refcache.RetryRefusedException;
import io.refcache.RetryRefusedException.Reason;
import io.refcache.TaskCancelledException;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.task.RunRejectedException;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.LogRecorder;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.limited;
import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A failed attempt is followed by another one under the same reference, by itself or by
 * hand; meanwhile nothing is occupied, and nothing starts twice.
 */
class RetryTests {

	private static final Duration LONG = Duration.ofHours(1);

	private static final RetryOptions RETRY = RetryOptions.DEFAULTS;

	private final EngineFixture fixture = new EngineFixture();

	private final AtomicInteger runs = new AtomicInteger();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void retryThatWaitsIsPendingAndOccupiesNoWorker() {
		String refId = this.fixture.call(retrying(Duration.ZERO, "manual", RETRY), "key", failing(1)).refId();
		this.fixture.manual().runAll();

		TaskInfo task = task(refId);
		assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
		assertThat(task.notBefore()).isEqualTo(this.fixture.time().clock().instant().plusSeconds(1));
		assertThat(task.retryCount()).isOne();
		assertThat(task.retryHistory()).singleElement().satisfies((retry) -> {
			assertThat(retry.attempt()).isOne();
			assertThat(retry.error().message()).isEqualTo("attempt 1");
		});
		assertThat(this.fixture.manual().size()).isZero();
		assertThat(this.fixture.tasks().active()).isOne();
		assertThat(this.fixture.engine().flights()).isOne();
	}

	@Test
	void attemptThatIsFollowedByAnotherIsInTheLog() {
		try (LogRecorder log = LogRecorder.of("io.refcache.engine.RunSteps")) {
			String refId = this.fixture.call(retrying(Duration.ZERO, "manual", RETRY), "key", failing(1)).refId();
			this.fixture.manual().runAll();

			assertThat(log.events()).singleElement().satisfies((event) -> {
				assertThat(event.getLevel()).isEqualTo(Level.INFO);
				assertThat(event.getThrowableProxy()).isNull();
				assertThat(event.getFormattedMessage())
					.startsWith("Task '%s' (test) failed attempt 1 of %d".formatted(refId, RETRY.maxRetries() + 1))
					.endsWith("error id " + task(refId).retryHistory().get(0).error().id());
			});
		}
	}

	@Test
	void waitsGrowAndTheLastAttemptCounts() {
		Call call = this.fixture.start(retrying(LONG, "manual", RETRY), "key", failing(3));
		this.fixture.time().awaitWaiters(1);
		List<Integer> attempts = new ArrayList<>();
		for (int seconds : new int[] { 0, 1, 2, 4 }) {
			this.fixture.time().advance(Duration.ofSeconds(seconds).minusMillis((seconds > 0) ? 1 : 0));
			this.fixture.manual().runAll();
			attempts.add(this.runs.get());
			this.fixture.time().advance(Duration.ofMillis((seconds > 0) ? 1 : 0));
			this.fixture.manual().runAll();
		}

		assertThat(attempts).containsExactly(1, 1, 2, 3);
		assertThat(value(call.response())).isEqualTo("attempt 4");
		assertThat(this.fixture.timeouts()).isZero();
	}

	@Test
	void failureOfTheLastAttemptReachesTheCallerAsItWas() {
		Call call = this.fixture.start(retrying(LONG, "manual", RETRY.withMaxRetries(1)), "key", failing(5));
		this.fixture.time().awaitWaiters(1);
		this.fixture.manual().runAll();
		this.fixture.time().advance(Duration.ofSeconds(1));
		this.fixture.manual().runAll();

		assertThat(call.failure()).isInstanceOf(IllegalStateException.class).hasMessage("attempt 2");
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void waitIsCapped() {
		RetryOptions capped = new RetryOptions(List.of(), List.of(), 3, Duration.ofSeconds(10), 10,
				Duration.ofSeconds(30), Duration.ZERO);
		String refId = this.fixture.call(retrying(Duration.ZERO, "manual", capped), "key", failing(5)).refId();
		this.fixture.manual().runAll();
		this.fixture.time().advance(Duration.ofSeconds(10));
		this.fixture.manual().runAll();

		assertThat(task(refId).notBefore()).isEqualTo(this.fixture.time().clock().instant().plusSeconds(30));
	}

	@Test
	void attemptMayFollowAtOnce() {
		String refId = this.fixture
			.call(retrying(Duration.ZERO, "manual", RETRY.withDelay(Duration.ZERO)), "key", failing(1))
			.refId();
		this.fixture.manual().runAll();
		this.fixture.time().advance(Duration.ZERO);
		this.fixture.manual().runAll();

		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("attempt 2");
	}

	@Test
	void onlyWhatIsIncludedIsRetried() {
		RetryOptions onIo = RETRY.withIncludes(List.of(IOException.class));
		String other = this.fixture.call(retrying(Duration.ZERO, "manual", onIo), "other", failing(1)).refId();
		String caused = this.fixture.call(retrying(Duration.ZERO, "manual", onIo), "caused", (context) -> {
			throw new IllegalStateException(new IOException());
		}).refId();
		this.fixture.manual().runAll();

		assertThat(task(other).status()).isEqualTo(TaskStatus.FAILED);
		assertThat(task(other).canRetry()).isTrue();
		assertThat(task(caused).status()).isEqualTo(TaskStatus.PENDING);
	}

	@Test
	void whatIsExcludedIsNotRetriedByHandEither() {
		RetryOptions options = RETRY.withExcludes(List.of(IllegalStateException.class));
		String refId = this.fixture.call(retrying(Duration.ZERO, "manual", options), "key", failing(1)).refId();
		this.fixture.manual().runAll();

		assertThat(task(refId).status()).isEqualTo(TaskStatus.FAILED);
		assertThat(task(refId).canRetry()).isFalse();
		assertRefused(refId, Reason.NOT_REPLAYABLE);
	}

	@Test
	void causesMayRunInACircle() {
		RetryOptions some = RETRY.withIncludes(List.of(IOException.class))
			.withExcludes(List.of(SecurityException.class));
		Exception circular = new Exception("outer");
		circular.initCause(new Exception("inner", circular));
		Call call = this.fixture.start(retrying(null, "none", some), "key", (context) -> {
			throw circular;
		});

		assertThat(call.failure()).isSameAs(circular);
	}

	@Test
	void failureThatDoesNotTellItsCauseHasNone() {
		RetryOptions onIo = RETRY.withIncludes(List.of(IOException.class));
		IllegalStateException silent = new IllegalStateException("silent") {
			@Override
			public synchronized Throwable getCause() {
				throw new UnsupportedOperationException();
			}
		};
		Call call = this.fixture.start(retrying(null, "none", onIo), "key", (context) -> {
			throw silent;
		});

		assertThat(call.failure()).isSameAs(silent);
	}

	@Test
	void waitsOfAnyLengthCount() {
		Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
		RetryPlan jittering = RetryPlan
			.of(new RetryOptions(List.of(), List.of(), 3, Duration.ofMillis(1), 100, endless, endless));
		for (int attempt = 1; attempt <= 3; attempt++) {
			assertThat(jittering.delayAfter(attempt, new IOException())).isGreaterThanOrEqualTo(Duration.ZERO);
		}
		RetryPlan waiting = RetryPlan.of(new RetryOptions(List.of(), List.of(), 3, endless, 2, endless, Duration.ZERO));
		for (int attempt = 1; attempt <= 3; attempt++) {
			assertThat(waiting.delayAfter(attempt, new IOException())).isGreaterThan(Duration.ofDays(20_000));
		}
	}

	@Test
	void wrongArgumentsAreNotRetriedUnlessIncluded() {
		Work wrong = (context) -> {
			throw new IllegalArgumentException("wrong");
		};
		String refId = this.fixture.call(retrying(Duration.ZERO, "manual", RETRY), "key", wrong).refId();
		String included = this.fixture
			.call(retrying(Duration.ZERO, "manual", RETRY.withIncludes(List.of(IllegalArgumentException.class))), "in",
					wrong)
			.refId();
		this.fixture.manual().runAll();

		assertThat(task(refId).status()).isEqualTo(TaskStatus.FAILED);
		assertRefused(refId, Reason.NOT_REPLAYABLE);
		assertThat(task(included).status()).isEqualTo(TaskStatus.PENDING);
	}

	@Test
	void attemptsOnTheCallersThreadWaitThere() {
		Gate second = new Gate("second");
		Call call = this.fixture.start(retrying(null, "none", RETRY), "key", (context) -> {
			if (context.attempt() == 2) {
				second.compute(context);
			}
			return failing(2).compute(context);
		});
		this.fixture.time().awaitWaiters(1);
		Call joiner = this.fixture.start(spec(null, "none"), "key", (context) -> "never");
		this.fixture.time().awaitWaiters(2);
		this.fixture.time().advance(Duration.ofSeconds(1));
		second.awaitEntered();
		second.open();
		this.fixture.time().awaitWaiters(2);
		this.fixture.time().advance(Duration.ofSeconds(2));

		assertThat(second.thread()).isSameAs(call.thread());
		assertThat(value(call.response())).isEqualTo("attempt 3");
		assertThat(value(joiner.response())).isEqualTo("attempt 3");
	}

	@Test
	void callerThatIsInterruptedBetweenAttemptsLeavesAndOthersStartOver() {
		Call leader = this.fixture.start(retrying(null, "none", RETRY), "key", failing(1));
		this.fixture.time().awaitWaiters(1);
		Call joiner = this.fixture.start(spec(null, "none"), "key", (context) -> "joiner's own");
		this.fixture.time().awaitWaiters(2);

		leader.thread().interrupt();

		assertThat(leader.failure()).isInstanceOf(RefWaitInterruptedException.class);
		assertThat(value(joiner.response())).isEqualTo("joiner's own");
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void stageThatFailsIsRetried() {
		CallSpec spec = new CallSpec(retrying(LONG, "manual", RETRY).operation(), null, LONG, null, RETRY, "manual",
				true, true, EngineFixture.OPEN);
		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(spec, "key",
				(context) -> (context.attempt() == 1) ? CompletableFuture.failedFuture(new IOException("first"))
						: CompletableFuture.completedFuture("second"));
		this.fixture.manual().runAll();
		this.fixture.time().advance(Duration.ofSeconds(1));
		this.fixture.manual().runAll();

		assertThat(value(answer.join())).isEqualTo("second");
	}

	@Test
	void retryInItsDelayIsDroppedByACancellation() {
		Call call = this.fixture.start(retrying(LONG, "manual", RETRY), "key", failing(1));
		this.fixture.time().awaitWaiters(1);
		this.fixture.manual().runAll();
		String refId = this.fixture.tasks().list(TaskStatus.PENDING, 1).get(0).refId();

		assertThat(this.fixture.refCache().isCancellable(refId)).isTrue();
		assertThat(this.fixture.refCache().cancelTask(refId)).isTrue();

		assertThat(call.failure()).isInstanceOf(TaskCancelledException.class);
		this.fixture.time().advance(LONG);
		this.fixture.manual().runAll();
		assertThat(this.runs).hasValue(1);
		assertThat(this.fixture.timeouts()).isZero();
		assertThat(this.fixture.refCache().isCancellable(refId)).isFalse();
	}

	@Test
	void equalCallsMeetAtTheRetry() {
		String refId = this.fixture.call(retrying(Duration.ZERO, "manual", RETRY), "key", failing(1)).refId();
		this.fixture.manual().runAll();

		assertThat(this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> "never").refId())
			.isEqualTo(refId);
	}

	@Test
	void retryThatTheExecutorRefusesHasFailed() {
		String refId = this.fixture.call(retrying(Duration.ZERO, "manual", RETRY), "key", failing(1)).refId();
		this.fixture.manual().runAll();
		this.fixture.manual().setCapacity(0);
		this.fixture.time().advance(Duration.ofSeconds(1));

		assertThat(task(refId).status()).isEqualTo(TaskStatus.FAILED);
		assertThat(task(refId).error().message()).contains("takes no more");
		assertThat(this.fixture.tasks().rejections()).containsEntry(RunRejectedException.Limit.EXECUTOR, 1L);
		assertThat(this.fixture.tasks().active()).isZero();
		this.fixture.manual().setCapacity(1);
		assertThat(this.fixture.refCache().retryTask(refId).status()).isEqualTo(TaskStatus.PENDING);
	}

	@Test
	void failedTaskRunsAgainByHandUnderItsReference() {
		String refId = failed("key", 1);
		assertThat(task(refId).canRetry()).isTrue();

		AsyncTaskResponse<?> response = this.fixture.refCache().retryTask(refId);

		assertThat(response.refId()).isEqualTo(refId);
		assertThat(response.status()).isEqualTo(TaskStatus.PENDING);
		assertThat(task(refId).retryHistory()).extracting(RetryInfo::attempt).containsExactly(1);
		this.fixture.manual().runAll();
		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("attempt 2");
		assertThat(value(this.fixture.call(spec(null, "none"), "key", (context) -> "never"))).isEqualTo("attempt 2");
	}

	@Test
	void callsJoinTheTaskThatWasRetriedByHand() {
		String refId = failed("key", 1);
		this.fixture.refCache().retryTask(refId);
		Call joiner = this.fixture.start(spec(LONG, "manual"), "key", (context) -> "never");
		this.fixture.time().awaitWaiters(1);
		this.fixture.manual().runAll();

		assertThat(joiner.response().refId()).isEqualTo(refId);
		assertThat(this.fixture.engine().flights()).isZero();
	}

	@Test
	void retriesByHandAreCounted() {
		String refId = failed("key", 9);
		for (int i = 0; i < EngineFixture.MAX_RETRIES; i++) {
			assertThat(task(refId).canRetry()).isTrue();
			this.fixture.tasks().retry(refId);
			this.fixture.manual().runAll();
		}

		assertThat(task(refId).canRetry()).isFalse();
		assertThat(task(refId).isTerminal()).isTrue();
		assertRefused(refId, Reason.EXHAUSTED);
	}

	@Test
	void unknownReferenceIsNotFound() {
		for (String refId : List.of("test:00000000000000000000000000000000", "nonsense", "")) {
			assertThatExceptionOfType(RefNotFoundException.class)
				.isThrownBy(() -> this.fixture.refCache().retryTask(refId));
		}
	}

	@Test
	void onlyFailedTasksAreRetried() {
		String queued = this.fixture.call(spec(Duration.ZERO, "manual"), "queued", failing(0)).refId();
		assertRefused(queued, Reason.NOT_FAILED);
		this.fixture.tasks().cancel(queued);
		assertRefused(queued, Reason.NOT_FAILED);
		assertRefused(this.fixture.refCache().set("key", "value").refId(), Reason.NOT_FAILED);
	}

	@Test
	void laterCallOfTheKeyTakesItsPlace() {
		String refId = failed("key", 1);
		Call later = this.fixture.start(plain(null, "none"), "key", (context) -> "later");
		assertThat(value(later.response())).isEqualTo("later");

		assertRefused(refId, Reason.SUPERSEDED);
		assertThat(task(refId).status()).isEqualTo(TaskStatus.FAILED);
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void taskWhoseBodyHasNotReturnedIsNotRetried() {
		Gate deaf = new Gate("late");
		String refId = this.fixture.call(limited(Duration.ZERO, "pool", Duration.ofSeconds(5)), "key", (context) -> {
			while (true) {
				try {
					return deaf.compute(context);
				}
				catch (InterruptedException ex) {
					// It does not listen.
				}
			}
		}).refId();
		deaf.awaitEntered();
		this.fixture.time().advance(Duration.ofSeconds(5));
		assertThat(task(refId).status()).isEqualTo(TaskStatus.FAILED);
		assertThat(this.fixture.tasks().stopping()).isOne();

		assertRefused(refId, Reason.STILL_STOPPING);
		deaf.open();
		this.fixture.awaitIdlePool();
		assertThat(this.fixture.tasks().stopping()).isZero();
		assertThat(task(refId).status()).isEqualTo(TaskStatus.FAILED);
		assertThat(this.fixture.refCache().retryTask(refId).refId()).isEqualTo(refId);
	}

	@Test
	void whoRetriesACallOfItsCallersThreadNeedNotRunIt() {
		List<String> refs = new ArrayList<>();
		Call call = this.fixture.start(spec(null, "manual"), "key", (context) -> {
			this.fixture.tasks().list(TaskStatus.PROCESSING, 1).forEach((task) -> refs.add(task.refId()));
			return failing(1).compute(context);
		});
		assertThat(call.failure()).hasMessage("attempt 1");

		this.fixture.refCache().retryTask(refs.get(0));

		assertThat(this.runs).hasValue(1);
		this.fixture.manual().runAll();
		assertThat(this.fixture.refCache().resolve(refs.get(0), String.class)).isEqualTo("attempt 2");
	}

	@Test
	void callIsForgottenWithItsReference() {
		String refId = failed("key", 1);
		this.fixture.time().advance(EngineFixture.RETENTION);
		this.fixture.tasks().cleanup();

		assertThatExceptionOfType(RefNotFoundException.class)
			.isThrownBy(() -> this.fixture.refCache().retryTask(refId));
		assertThat(replays()).isZero();
	}

	@Test
	void failureThatNobodyCanAskForKeepsNoCall() {
		Call call = this.fixture.start(spec(null, "none"), "key", failing(1));
		assertThat(call.failure()).hasMessage("attempt 1");

		assertThat(replays()).isZero();
	}

	@Test
	void retryThatSucceedsKeepsNoCall() {
		String refId = failed("key", 1);
		assertThat(replays()).isOne();
		this.fixture.refCache().retryTask(refId);
		this.fixture.manual().runAll();

		assertThat(replays()).isZero();
	}

	private int replays() {
		return ((DefaultTaskRegistry) this.fixture.tasks()).replays().size();
	}

	private String failed(String key, int failures) {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), key, failing(failures)).refId();
		this.fixture.manual().runAll();
		assertThat(task(refId).status()).isEqualTo(TaskStatus.FAILED);
		return refId;
	}

	private void assertRefused(String refId, Reason reason) {
		assertThatExceptionOfType(RetryRefusedException.class)
			.isThrownBy(() -> this.fixture.refCache().retryTask(refId))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason))
			.withMessageStartingWith("Task '%s' cannot be retried: ".formatted(refId));
	}

	/** Fails so many times, then tells which attempt it is. */
	private Work failing(int times) {
		return (context) -> {
			this.runs.incrementAndGet();
			if (context.attempt() <= times) {
				throw new IllegalStateException("attempt " + context.attempt());
			}
			return "attempt " + context.attempt();
		};
	}

	private TaskInfo task(String refId) {
		return this.fixture.tasks().find(refId).orElseThrow();
	}

	private static Object value(RefResponse<?> response) {
		return ((CacheResponse.Complete<?>) response).value();
	}

}
