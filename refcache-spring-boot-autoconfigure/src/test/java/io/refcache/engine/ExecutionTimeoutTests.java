package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.CacheResponse;
import io.refcache.RefCacheStoreException;
import io.refcache.RetryOptions;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.TaskTimeoutException;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.FaultyStore;
import io.refcache.testing.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.refcache.testing.EngineFixture.limited;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An attempt that runs too long is interrupted, and its task has failed, whatever the
 * body does then.
 */
class ExecutionTimeoutTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final EngineFixture fixture = new EngineFixture();

	private final Gate body = new Gate("late");

	@AfterEach
	void close() {
		this.body.open();
		this.fixture.close();
	}

	@Test
	void bodyIsInterruptedAndTheTaskFailsWithAMessageThatSaysSo() {
		AtomicBoolean interrupted = new AtomicBoolean();
		String refId = this.fixture.call(limited(Duration.ZERO, "pool", LIMIT), "key", (context) -> {
			try {
				return this.body.compute(context);
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
				throw ex;
			}
		}).refId();
		this.body.awaitEntered();
		Call call = this.fixture.start(spec(null, "none"), "key", (context) -> "never");
		this.fixture.time().awaitWaiters(1);
		this.fixture.time().advance(LIMIT);

		assertThat(call.failure()).isInstanceOf(TaskTimeoutException.class)
			.hasMessage("'test' was stopped: it ran longer than its executionTimeout (PT5S)");
		this.fixture.awaitIdlePool();
		assertThat(interrupted).isTrue();
		TaskInfo task = this.fixture.tasks().find(refId).orElseThrow();
		assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
		assertThat(task.error().type()).isEqualTo(TaskTimeoutException.class.getName());
		assertThat(task.canRetry()).isTrue();
	}

	@ParameterizedTest(name = "step taken: {0}")
	@ValueSource(booleans = { false, true })
	void bodyIsInterruptedIfTheStoreFailsThen(boolean taken) {
		FaultyStore.Plan plan = new FaultyStore.Plan();
		try (EngineFixture fixture = new EngineFixture(10, (store) -> new FaultyStore(store, plan))) {
			Call call = fixture.start(limited(null, "none", LIMIT), "key", this.body);
			this.body.awaitEntered();
			plan.fail(FaultyStore.Step.END, taken);
			fixture.time().advance(LIMIT);

			assertThat(call.failure()).isInstanceOf(RefCacheStoreException.class);
			assertThat(plan.isOver()).isTrue();
			assertThat(fixture.tasks().active()).isZero();
			assertThat(fixture.engine().flights()).isZero();
			assertThat(fixture.call(spec(null, "none"), "key", (context) -> "next"))
				.isInstanceOf(CacheResponse.Complete.class);
		}
	}

	@Test
	void timeInTheQueueDoesNotCount() {
		String refId = this.fixture.call(limited(Duration.ZERO, "manual", LIMIT), "key", (context) -> "in time")
			.refId();
		this.fixture.time().advance(LIMIT.multipliedBy(3));
		this.fixture.manual().runAll();

		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("in time");
		assertThat(this.fixture.timeouts()).isZero();
	}

	@Test
	void bodyKnowsItsRemainingTime() {
		AtomicReference<Optional<Duration>> before = new AtomicReference<>();
		AtomicReference<Optional<Duration>> after = new AtomicReference<>();
		this.fixture.call(limited(null, "none", LIMIT), "key", (context) -> {
			before.set(context.remainingTime());
			this.fixture.time().advance(Duration.ofSeconds(2));
			after.set(context.remainingTime());
			return "value";
		});
		AtomicReference<Optional<Duration>> unlimited = new AtomicReference<>();
		this.fixture.call(spec(null, "none"), "other", (context) -> {
			unlimited.set(context.remainingTime());
			return "value";
		});

		assertThat(before.get()).contains(LIMIT);
		assertThat(after.get()).contains(Duration.ofSeconds(3));
		assertThat(unlimited.get()).isEmpty();
	}

	@Test
	void bodyOnItsCallersThreadIsStopped() {
		Call call = this.fixture.start(limited(null, "none", LIMIT), "key", this.body);
		this.body.awaitEntered();
		Call joiner = this.fixture.start(spec(null, "none"), "key", (context) -> "never");
		this.fixture.time().awaitWaiters(1);
		this.fixture.time().advance(LIMIT);

		assertThat(call.failure()).isInstanceOf(TaskTimeoutException.class);
		assertThat(joiner.failure()).isInstanceOf(TaskTimeoutException.class);
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void whatComesLateChangesNothing() {
		AtomicBoolean cancelled = new AtomicBoolean();
		String refId = this.fixture.call(limited(Duration.ZERO, "pool", LIMIT), "key", (context) -> {
			while (true) {
				try {
					Object late = this.body.compute(context);
					cancelled.set(context.isCancelled());
					return late;
				}
				catch (InterruptedException ex) {
					// It does not listen.
				}
			}
		}).refId();
		this.body.awaitEntered();
		this.fixture.time().advance(LIMIT);
		assertThat(this.fixture.tasks().stopping()).isOne();
		assertThat(this.fixture.tasks().active()).isZero();
		this.body.open();
		this.fixture.awaitIdlePool();

		assertThat(cancelled).isTrue();
		assertThat(this.fixture.tasks().stopping()).isZero();
		assertThat(this.fixture.tasks().find(refId).orElseThrow().status()).isEqualTo(TaskStatus.FAILED);
		assertThat(((CacheResponse.Complete<?>) this.fixture.call(spec(null, "none"), "key", (context) -> "afresh"))
			.value()).isEqualTo("afresh");
	}

	@Test
	void stageThatIsNotDoneInTimeIsCancelled() {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		CallSpec spec = new CallSpec(limited(null, "none", LIMIT).operation(), null, Duration.ZERO, LIMIT, null,
				"direct", true, true, EngineFixture.OPEN);
		String refId = this.fixture.callAsync(spec, "key", (context) -> stage).join().refId();
		this.fixture.time().advance(LIMIT);

		assertThat(stage).isCancelled();
		assertThat(this.fixture.tasks().find(refId).orElseThrow().status()).isEqualTo(TaskStatus.FAILED);
		assertThat(this.fixture.tasks().active()).isZero();
		assertThat(this.fixture.tasks().stopping()).isZero();
	}

	@Test
	void codeOfUsersHoldsUpNoTimers() {
		List<Runnable> elsewhere = new ArrayList<>();
		RetryOptions retry = RetryOptions.DEFAULTS;
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.answers(elsewhere::add))) {
			CompletableFuture<Object> stage = new CompletableFuture<>();
			CallSpec spec = new CallSpec(limited(null, "none", LIMIT).operation(), null, null, LIMIT, null, "direct",
					true, true, EngineFixture.OPEN);
			fixture.callAsync(spec, "stage", (context) -> stage);
			fixture.call(EngineFixture.retrying(Duration.ZERO, "manual", retry), "retry", (context) -> {
				throw new IllegalStateException("broken");
			});
			fixture.manual().runAll();
			fixture.time().advance(LIMIT);

			assertThat(stage).isNotDone();
			assertThat(fixture.manual().size()).isZero();
			List.copyOf(elsewhere).forEach(Runnable::run);
			assertThat(stage).isCancelled();
			assertThat(fixture.manual().size()).isOne();
		}
	}

	@Test
	void stageThatCannotBeCancelledChangesNothing() {
		CompletableFuture<Object> stage = new CompletableFuture<>() {
			@Override
			public boolean cancel(boolean mayInterruptIfRunning) {
				throw new AssertionError("not today");
			}
		};
		CallSpec spec = new CallSpec(limited(null, "none", LIMIT).operation(), null, Duration.ZERO, LIMIT, null,
				"direct", true, true, EngineFixture.OPEN);
		String refId = this.fixture.callAsync(spec, "key", (context) -> stage).join().refId();

		assertThat(this.fixture.tasks().cancel(refId)).isTrue();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void eachAttemptHasItsOwnTime() {
		CallSpec spec = new CallSpec(limited(null, "none", LIMIT).operation(), null, Duration.ZERO, LIMIT,
				RetryOptions.DEFAULTS, "manual", true, false, EngineFixture.OPEN);
		AtomicReference<Optional<Duration>> second = new AtomicReference<>();
		String refId = this.fixture.call(spec, "key", (context) -> {
			if (context.attempt() == 1) {
				this.fixture.time().advance(Duration.ofSeconds(4));
				throw new IllegalStateException("first");
			}
			second.set(context.remainingTime());
			return "value";
		}).refId();
		this.fixture.manual().runAll();
		this.fixture.time().advance(Duration.ofSeconds(1));
		this.fixture.manual().runAll();

		assertThat(second.get()).contains(LIMIT);
		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("value");
	}

}
