package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.CircularCallException;
import io.refcache.RefCacheException;
import io.refcache.RefResponse;
import io.refcache.RefWaitInterruptedException;
import io.refcache.RetryOptions;
import io.refcache.TaskCancelledException;
import io.refcache.TaskContext;
import io.refcache.TaskContextHolder;
import io.refcache.task.CapturedContext;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.key;
import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waiting costs no worker: computations that call others get on with a pool of one
 * thread, or are told that they would wait for themselves.
 */
class NestedCallTests {

	private static final Duration MAX_WAIT = Duration.ofMinutes(5);

	private static final Duration LONG = Duration.ofHours(1);

	private static final CallSpec ON_SINGLE = spec(LONG, "single");

	private final EngineFixture fixture = new EngineFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void innerCallRunsOnTheThreadOfTheOuterOne() {
		AtomicReference<Thread> inner = new AtomicReference<>();
		Call call = this.fixture.start(ON_SINGLE, "outer", (outer) -> {
			Object value = value(this.fixture.engine().call(spec(Duration.ZERO, "single"), key("inner"), (context) -> {
				inner.set(Thread.currentThread());
				return "inner " + context.name();
			}));
			return (inner.get() == Thread.currentThread()) + " " + value;
		});

		assertThat(value(call.response())).isEqualTo("true inner test");
		assertThat(value(this.fixture.call(ON_SINGLE, "inner", (context) -> "again"))).isEqualTo("inner test");
	}

	@Test
	void queuedRunGetsTheSlotOfTheComputationThatWaitsForIt() {
		Gate gate = new Gate("go");
		Call outer = this.fixture.start(ON_SINGLE, "outer", (context) -> {
			gate.compute(context);
			return "outer of " + value(this.fixture.engine().call(ON_SINGLE, key("inner"), (inner) -> "not run"));
		});
		gate.awaitEntered();
		String queued = this.fixture
			.call(spec(Duration.ZERO, "single"), "inner", (context) -> "inner on " + Thread.currentThread().getName())
			.refId();
		gate.open();

		assertThat(value(outer.response())).isEqualTo("outer of inner on refcache-spare");
		assertThat(this.fixture.refCache().resolve(queued, String.class)).isEqualTo("inner on refcache-spare");
		assertThat(this.fixture.single().getQueue()).isEmpty();
	}

	@Test
	void queuedRunMayStartOnTheThreadThatWaitsForIt() {
		try (EngineFixture oneThread = EngineFixture.with((builder) -> builder.spares(Runnable::run))) {
			CallSpec queued = spec(LONG, "manual");
			oneThread.callAsync(queued, "inner", (context) -> Thread.currentThread());

			RefResponse<?> outer = oneThread.call(spec(LONG, "direct"), "outer",
					(context) -> value(oneThread.engine().call(queued, key("inner"), (inner) -> "never")));

			assertThat(value(outer)).isSameAs(Thread.currentThread());
			assertThat(oneThread.manual().size()).isZero();
		}
	}

	@Test
	void futuresOfAComputationAreDoneWhenTheyAreReturned() {
		Gate gate = new Gate("go");
		Call outer = this.fixture.start(ON_SINGLE, "outer", (context) -> {
			gate.compute(context);
			CompletableFuture<RefResponse<?>> one = inner("one");
			CompletableFuture<RefResponse<?>> other = inner("other");
			boolean done = one.isDone() && other.isDone();
			CompletableFuture.allOf(one, other).join();
			return done + " " + value(one.join()) + " " + value(other.join());
		});
		gate.awaitEntered();
		this.fixture.callAsync(staged(LONG, "single"), "other",
				(context) -> CompletableFuture.completedFuture("other of another"));
		gate.open();

		assertThat(value(outer.response())).isEqualTo("true one other of another");
	}

	private CompletableFuture<RefResponse<?>> inner(String key) {
		return this.fixture.callAsync(staged(LONG, "single"), key, (context) -> CompletableFuture.completedFuture(key));
	}

	@Test
	void computationThatCallsItselfIsRefused() {
		Call call = this.fixture.start(ON_SINGLE, "key",
				(context) -> this.fixture.engine().call(ON_SINGLE, key("key"), (inner) -> "never"));

		assertThat(call.failure()).isInstanceOfSatisfying(CircularCallException.class,
				(ex) -> assertThat(ex.getChain()).containsExactly("test", "test"));
		assertThat(value(this.fixture.call(ON_SINGLE, "key", (context) -> "afresh"))).isEqualTo("afresh");
	}

	@Test
	void computationOnItsCallersThreadThatCallsItselfIsRefused() {
		Call call = this.fixture.start(spec(null, "none"), "key",
				(context) -> this.fixture.engine().call(spec(null, "none"), key("key"), (inner) -> "never"));

		assertThat(call.failure()).isInstanceOf(CircularCallException.class);
	}

	@Test
	void slotsAreNotLentBeyondThoseThatAreFree() {
		List<Runnable> lent = new CopyOnWriteArrayList<>();
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.spares(lent::add))) {
			for (int i = 0; i < 3; i++) {
				String outer = outerThatWaits(fixture, i);
				// The first one has gone, and what it waited for has its slot.
				assertThat(lent).hasSize(1);
				assertThat(fixture.tasks().cancel(outer)).isTrue();
			}
			outerThatWaits(fixture, 3);
			Call last = fixture.start(ON_SINGLE, "outer 3", (context) -> "never");
			lent.get(0).run();

			assertThat(lent).hasSize(2);
			lent.get(1).run();
			assertThat(value(last.response())).isEqualTo("inner 3");
		}
	}

	/** It waits for a run that is queued behind it. */
	private static String outerThatWaits(EngineFixture fixture, int number) {
		String key = "inner " + number;
		Gate go = new Gate("go");
		String outer = fixture.call(spec(Duration.ZERO, "single"), "outer " + number, (context) -> {
			go.compute(context);
			return value(fixture.call(ON_SINGLE, key, (unused) -> "never"));
		}).refId();
		go.awaitEntered();
		fixture.call(spec(Duration.ZERO, "single"), key, (context) -> key);
		go.open();
		fixture.time().awaitWaitersOf(go.thread());
		return outer;
	}

	@Test
	void conditionThatCallsItsOwnKeyIsRefused() {
		Call call = this.fixture.start(spec(null, "none"), "key", new Work() {
			@Override
			public Object compute(TaskContext context) {
				return "value";
			}

			@Override
			public boolean isCacheable(Object value) {
				NestedCallTests.this.fixture.call(spec(null, "none"), "key", (context) -> "never");
				return true;
			}
		});

		assertThat(call.failure()).isInstanceOf(CircularCallException.class);
	}

	@Test
	void captureThatCallsItsOwnKeyEndsAtTheMaximum() {
		AtomicBoolean once = new AtomicBoolean();
		AtomicReference<EngineFixture> capturing = new AtomicReference<>();
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.contexts(() -> {
			if (once.compareAndSet(false, true)) {
				capturing.get().call(spec(null, "none"), "key", (context) -> "never");
			}
			return CapturedContext.EMPTY;
		}))) {
			capturing.set(fixture);
			Call call = fixture.start(spec(null, "none"), "key", (context) -> "never");
			fixture.time().awaitWaitersOf(call.thread());
			fixture.time().advance(MAX_WAIT);

			assertThat(call.failure()).isInstanceOf(RefCacheException.class).hasMessageContaining("has no reference");
			assertThat(fixture.engine().flights()).isZero();
		}
	}

	@Test
	void whoWaitsForAClaimCanBeInterruptedAndWaitsNoLongerThanTheMaximum() {
		Gate claim = new Gate(CapturedContext.EMPTY);
		AtomicBoolean once = new AtomicBoolean();
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.contexts(() -> {
			if (once.compareAndSet(true, false)) {
				hold(claim);
			}
			return CapturedContext.EMPTY;
		}))) {
			Call nested = fixture.start(spec(null, "none"), "outer", (context) -> {
				once.set(true);
				Call leader = fixture.start(spec(null, "none"), "key", (inner) -> "value");
				claim.awaitEntered();
				assertThat(leader.isDone()).isFalse();
				return fixture.call(spec(null, "none"), "key", (inner) -> "never");
			});
			claim.awaitEntered();
			fixture.time().awaitWaitersOf(nested.thread());
			Call patient = fixture.start(spec(Duration.ZERO, "manual"), "key", (context) -> "never");
			Call impatient = fixture.start(spec(Duration.ZERO, "manual"), "key", (context) -> "never");
			fixture.time().awaitWaitersOf(patient.thread());
			fixture.time().awaitWaitersOf(impatient.thread());

			impatient.thread().interrupt();
			assertThat(impatient.failure()).isInstanceOf(RefWaitInterruptedException.class);
			fixture.time().advance(MAX_WAIT);
			assertThat(patient.failure()).hasMessageContaining("has no reference");
			assertThat(nested.failure()).hasMessageContaining("has no reference");
			claim.open();
		}
	}

	private static void hold(Gate gate) {
		try {
			gate.compute(TaskContext.NONE);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void inlineRunsThatCloseACircleAreRefused() {
		Call call = this.fixture.start(ON_SINGLE, "a", (a) -> this.fixture.engine()
			.call(ON_SINGLE, key("b"), (b) -> this.fixture.engine().call(ON_SINGLE, key("a"), (inner) -> "never")));

		assertThat(call.failure()).isInstanceOf(CircularCallException.class);
	}

	@Test
	void oneOfTwoThatWaitForEachOtherIsRefused() {
		Gate a = new Gate("a");
		Gate b = new Gate("b");
		Call first = this.fixture.start(spec(LONG, "pool"), "a", (context) -> {
			a.compute(context);
			return caught("b");
		});
		Call second = this.fixture.start(spec(LONG, "pool"), "b", (context) -> {
			b.compute(context);
			return caught("a");
		});
		a.awaitEntered();
		b.awaitEntered();
		a.open();
		b.open();

		assertThat(List.of(value(first.response()), value(second.response())))
			.satisfiesOnlyOnce((value) -> assertThat(value).isEqualTo("refused"));
		assertThat(this.fixture.tasks().active()).isZero();
	}

	private Object caught(String key) throws Throwable {
		try {
			return "got " + value(this.fixture.engine().call(spec(LONG, "pool"), key(key), (context) -> "never"));
		}
		catch (CircularCallException ex) {
			return "refused";
		}
	}

	@Test
	void runThatIsQueuedWhileAComputationWaitsForItGetsItsSlot() {
		// Its first attempt runs on the one thread, and its retry comes when that waits.
		CallSpec flaky = retrying(Duration.ZERO, "single", RetryOptions.DEFAULTS.withDelay(Duration.ofSeconds(5)));
		String refId = this.fixture.call(flaky, "flaky", (context) -> {
			if (context.attempt() == 1) {
				throw new IllegalStateException("first");
			}
			return "second on " + Thread.currentThread().getName();
		}).refId();
		this.fixture.time().awaitScheduled(2);
		Call outer = this.fixture.start(ON_SINGLE, "outer",
				(context) -> value(this.fixture.engine().call(ON_SINGLE, key("flaky"), (inner) -> "never")));
		this.fixture.time().awaitWaiters(2);
		assertThat(this.fixture.tasks().find(refId).orElseThrow().notBefore()).isNotNull();

		this.fixture.time().advance(Duration.ofSeconds(5));

		assertThat(value(outer.response())).isEqualTo("second on refcache-spare");
	}

	@Test
	void cancellationOfTheOuterRunWaitsUntilTheInnerOneReturns() {
		Gate inner = new Gate("inner");
		AtomicBoolean interrupted = new AtomicBoolean();
		CompletableFuture<String> outerId = new CompletableFuture<>();
		Call outer = this.fixture.start(ON_SINGLE, "outer", (context) -> {
			outerId.complete(context.refId());
			Object value = value(this.fixture.engine().call(ON_SINGLE, key("inner"), inner));
			interrupted.set(Thread.currentThread().isInterrupted());
			return value;
		});
		inner.awaitEntered();

		assertThat(this.fixture.tasks().cancel(outerId.join())).isTrue();
		assertThat(outer.failure()).isInstanceOf(TaskCancelledException.class);
		assertThat(this.fixture.tasks().stopping()).isOne();
		inner.open();

		assertThat(value(this.fixture.call(ON_SINGLE, "after", (context) -> "after"))).isEqualTo("after");
		assertThat(interrupted).isTrue();
		assertThat(value(this.fixture.call(ON_SINGLE, "inner", (context) -> "again"))).isEqualTo("inner");
		assertThat(this.fixture.tasks().stopping()).isZero();
	}

	@Test
	void innerRunThatIsCancelledLeavesTheOuterOneAlone() {
		CompletableFuture<String> innerId = new CompletableFuture<>();
		Call outer = this.fixture.start(ON_SINGLE, "outer", (context) -> {
			try {
				return this.fixture.engine().call(ON_SINGLE, key("inner"), (inner) -> {
					innerId.complete(inner.refId());
					new Gate("never").compute(inner);
					return "never";
				});
			}
			catch (TaskCancelledException ex) {
				return "outer goes on, interrupted: " + Thread.currentThread().isInterrupted();
			}
		});

		this.fixture.tasks().cancel(innerId.join());

		assertThat(value(outer.response())).isEqualTo("outer goes on, interrupted: false");
	}

	@Test
	void threadThatTheBodyStartedBelongsToTheComputation() {
		Call call = this.fixture.start(ON_SINGLE, "key", (context) -> {
			CompletableFuture<Object> answer = new CompletableFuture<>();
			Thread thread = new Thread(context.wrap(() -> {
				try {
					answer.complete(this.fixture.engine().call(ON_SINGLE, key("key"), (inner) -> "never"));
				}
				catch (Throwable ex) {
					answer.completeExceptionally(ex);
				}
			}));
			thread.start();
			return answer.handle((value, ex) -> ex).join();
		});

		assertThat(value(call.response())).isInstanceOf(CircularCallException.class);
	}

	@Test
	void threadThatOutlivesTheComputationDoesNot() {
		List<Runnable> leftOver = new ArrayList<>();
		this.fixture.call(spec(null, "none"), "outer", (context) -> leftOver.add(context
			.wrap((Runnable) () -> this.fixture.call(spec(Duration.ZERO, "manual"), "inner", (inner) -> "never"))));
		leftOver.get(0).run();

		assertThat(this.fixture.manual().size()).isOne();
	}

	@Test
	void innerCallDoesNotTimeOut() {
		Call call = this.fixture.start(ON_SINGLE, "outer", (context) -> {
			RefResponse<?> response = this.fixture.engine()
				.call(spec(Duration.ZERO, "manual"), key("inner"), (inner) -> "whole");
			return value(response);
		});

		assertThat(value(call.response())).isEqualTo("whole");
	}

	@Test
	void waitOfAComputationEndsAtTheMaximum() {
		String refId = this.fixture.call(spec(Duration.ZERO, "pool"), "never", new Gate("never")).refId();
		Call call = this.fixture.start(ON_SINGLE, "outer",
				(context) -> this.fixture.engine().call(ON_SINGLE, key("never"), (inner) -> "never"));
		this.fixture.time().awaitWaiters(2);

		this.fixture.time().advance(Duration.ofMinutes(5));

		assertThat(((CacheResponse.Complete<?>) call.response()).value())
			.isInstanceOfSatisfying(AsyncTaskResponse.class, (task) -> assertThat(task.refId()).isEqualTo(refId));
	}

	@Test
	void contextIsGoneWhenTheBodyHasReturned() {
		this.fixture.call(spec(null, "none"), "key", (context) -> {
			assertThat(TaskContext.current()).isSameAs(context);
			this.fixture.engine().call(spec(null, "none"), key("inner"), (inner) -> {
				assertThat(TaskContext.current()).isSameAs(inner).isNotSameAs(context);
				return "inner";
			});
			assertThat(TaskContext.current()).isSameAs(context);
			return "value";
		});

		assertThat(TaskContext.current()).isSameAs(TaskContext.NONE);
		assertThat(TaskContextHolder.get()).isNull();
	}

	private static Object value(RefResponse<?> response) {
		return ((CacheResponse.Complete<?>) response).value();
	}

}
