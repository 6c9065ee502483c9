package io.refcache.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.Actor;
import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.CircularCallException;
import io.refcache.InvalidReferenceException;
import io.refcache.Ref;
import io.refcache.RefCacheException;
import io.refcache.RefComputationException;
import io.refcache.RefResponse;
import io.refcache.RefWaitInterruptedException;
import io.refcache.ReferenceWithoutValueException;
import io.refcache.TaskCancelledException;
import io.refcache.TaskContext;
import io.refcache.TaskInfo;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.store.Part;
import io.refcache.store.Query;
import io.refcache.store.RefId;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.Gate;
import io.refcache.testing.TestInputs.Body;
import io.refcache.testing.TestInputs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.ResolvableType;

import static io.refcache.testing.EngineFixture.limited;
import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A call whose references have not ended waits for them, without a thread if it may, and
 * then is what it would have been with their values.
 */
class WaitingForInputTests {

	private static final Duration LONG = Duration.ofHours(1);

	private static final CallSpec AT_ONCE = spec(Duration.ZERO, "manual");

	private static final Body LENGTH = (context, arguments) -> String.valueOf(((Ref<?>) arguments[0]).value()).length();

	private EngineFixture fixture = new EngineFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void taskWaitsUntilItsInputHasEnded() {
		String input = input("four");
		AsyncTaskResponse<?> waiting = waiting(AT_ONCE, LENGTH, input);

		assertThat(waiting.status()).isEqualTo(TaskStatus.PENDING);
		assertThat(waiting.message()).isEqualTo("Task waits for %s, and will start then", input);
		assertThat(waiting.dependsOn()).containsExactly(input);
		assertThat(this.fixture.manual().size()).as("no worker waits").isEqualTo(1);

		this.fixture.manual().runNext();
		assertThat(status(waiting)).isEqualTo(TaskStatus.PROCESSING);
		this.fixture.manual().runNext();

		assertThat(this.fixture.refCache().get(waiting.refId()))
			.isEqualTo(CacheResponse.complete(waiting.refId(), 4).withDependsOn(List.of(input)));
		assertNothingIsLeft();
	}

	@Test
	void callerIsAnsweredInTime() {
		String input = input("four");
		Call call = this.fixture.start(() -> call(spec(LONG, "manual"), LENGTH, input));
		this.fixture.time().awaitWaitersOf(call.thread());
		this.fixture.manual().runNext();
		this.fixture.manual().runNext();

		assertThat(value(call.response())).isEqualTo(4);
		assertThat(((CacheResponse<?>) call.response()).dependsOn()).containsExactly(input);
	}

	@Test
	void equalCallsMeetWhileTheyWait() {
		AtomicInteger runs = new AtomicInteger();
		Body counting = (context, arguments) -> runs.incrementAndGet();
		String input = input("four");
		String waiting = waiting(AT_ONCE, counting, input).refId();

		assertThat(waiting(AT_ONCE, counting, input).refId()).isEqualTo(waiting);
		this.fixture.manual().runAll();
		assertThat(runs).hasValue(1);
	}

	@Test
	void callsOfDifferentInputsMeetAtTheValue() {
		AtomicInteger runs = new AtomicInteger();
		Body counting = (context, arguments) -> runs.incrementAndGet();
		String one = waiting(AT_ONCE, counting, input("four")).refId();
		String other = waiting(AT_ONCE, counting, input("five", "four")).refId();
		this.fixture.manual().runAll();

		assertThat(runs).hasValue(1);
		assertThat(this.fixture.refCache().resolve(one, Integer.class)).isEqualTo(1);
		assertThat(this.fixture.refCache().resolve(other, Integer.class)).isEqualTo(1);
		assertThat(value(call(AT_ONCE, counting, this.fixture.refCache().set("six", "four").refId()))).isEqualTo(1);
	}

	@Test
	void valueThatIsThereAlreadyEndsTheWait() {
		AtomicInteger runs = new AtomicInteger();
		Body counting = (context, arguments) -> runs.incrementAndGet();
		assertThat(value(call(spec(null, "none"), counting, this.fixture.refCache().set("key", "four").refId())))
			.isEqualTo(1);
		String waiting = waiting(AT_ONCE, counting, input("four")).refId();
		this.fixture.manual().runNext();

		assertThat(this.fixture.refCache().resolve(waiting, Integer.class)).isEqualTo(1);
		assertThat(this.fixture.manual().size()).isZero();
	}

	@Test
	void waitWithoutCallersLeavesNothingBehindButTheValue() {
		String input = input("four");
		CompletableFuture<RefResponse<?>> answer = this.fixture.engine()
			.callAsync(plainStaged(), caller(),
					TestInputs.refs("op", (context, arguments) -> CompletableFuture.completedFuture("value"), input));
		this.fixture.manual().runAll();

		assertThat(value(answer.join())).isEqualTo("value");
		assertThat(this.fixture.store().list(new Query(null, null, null), null, 10).records())
			.extracting((record) -> record.dependencies().awaited())
			.containsOnly(false);
		assertNothingIsLeft();
	}

	@Test
	void allInputsAreWaitedFor() {
		String one = input("one");
		String other = input("other");
		AsyncTaskResponse<?> waiting = waiting(AT_ONCE,
				(context, arguments) -> ((Ref<?>) arguments[0]).value() + " " + ((Ref<?>) arguments[1]).value(), one,
				other);
		this.fixture.manual().runNext();
		assertThat(status(waiting)).isEqualTo(TaskStatus.PENDING);
		this.fixture.manual().runAll();

		assertThat(this.fixture.refCache().resolve(waiting.refId(), String.class)).isEqualTo("one other");
	}

	@Test
	void inputMayWaitItself() {
		String first = waiting(AT_ONCE, LENGTH, input("four")).refId();
		String second = waiting(AT_ONCE, (context, arguments) -> "of " + ((Ref<?>) arguments[0]).value(), first)
			.refId();
		this.fixture.manual().runAll();

		assertThat(this.fixture.refCache().resolve(second, String.class)).isEqualTo("of 4");
	}

	@Test
	void failureOfAnInputIsNamedAndNotTold() {
		String input = this.fixture.call(AT_ONCE, "input", (context) -> {
			throw new IllegalStateException("secret");
		}).refId();
		AsyncTaskResponse<?> waiting = waiting(AT_ONCE, LENGTH, input, input("other"));
		this.fixture.manual().runNext();

		TaskInfo task = this.fixture.tasks().find(waiting.refId()).orElseThrow();
		assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
		assertThat(task.error().message()).contains(input).contains("failed").doesNotContain("secret");
		assertThatExceptionOfType(ReferenceWithoutValueException.class).isThrownBy(() -> call(AT_ONCE, LENGTH, input))
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(TaskStatus.FAILED));
		assertThat(this.fixture.timeouts()).isZero();
	}

	@Test
	void cancellationOfAnInputEndsTheWait() {
		String input = input("four");
		Call call = this.fixture.start(() -> call(spec(LONG, "manual"), LENGTH, input));
		this.fixture.time().awaitWaitersOf(call.thread());
		this.fixture.tasks().cancel(input);

		assertThat(call.failure()).isInstanceOfSatisfying(ReferenceWithoutValueException.class,
				(ex) -> assertThat(ex.getRefId()).isEqualTo(input));
		assertNothingIsLeft();
	}

	@Test
	void removalOfAnInputEndsTheWait() {
		String input = input("four");
		Call call = this.fixture.start(() -> call(spec(LONG, "manual"), LENGTH, input));
		this.fixture.time().awaitWaitersOf(call.thread());
		this.fixture.refCache().delete(input);

		assertThat(call.failure()).isInstanceOf(RefCacheException.class).hasMessageContaining(input);
		assertThatExceptionOfType(InvalidReferenceException.class).isThrownBy(() -> call(AT_ONCE, LENGTH, input))
			.withMessage("Invalid or inaccessible reference: " + input);
	}

	@Test
	void resultOutlivesItsInput() {
		String input = input("four");
		String waiting = waiting(AT_ONCE, LENGTH, input).refId();
		this.fixture.manual().runAll();
		this.fixture.refCache().delete(input);

		assertThat(this.fixture.refCache().resolve(waiting, Integer.class)).isEqualTo(4);
	}

	@Test
	void waitIsCancelledAtOnce() {
		AtomicInteger runs = new AtomicInteger();
		String input = input("four");
		Call call = this.fixture
			.start(() -> call(spec(LONG, "manual"), (context, arguments) -> runs.incrementAndGet(), input));
		this.fixture.time().awaitWaitersOf(call.thread());
		String waiting = this.fixture.tasks()
			.list(TaskStatus.PENDING, 10)
			.stream()
			.map(TaskInfo::refId)
			.filter((refId) -> !refId.equals(input))
			.findAny()
			.orElseThrow();

		assertThat(this.fixture.tasks().cancel(waiting)).isTrue();
		assertThat(call.failure()).isInstanceOf(TaskCancelledException.class);
		assertThat(this.fixture.timeouts()).isZero();
		this.fixture.manual().runAll();
		assertThat(runs).hasValue(0);
		assertThat(this.fixture.refCache().resolve(input, String.class)).isEqualTo("four");
		assertNothingIsLeft();
	}

	@Test
	void cancellationReachesTheBody() {
		Gate gate = new Gate("never");
		String waiting = waiting(spec(Duration.ZERO, "pool"), (context, arguments) -> gate.compute(context),
				input("four"))
			.refId();
		this.fixture.manual().runNext();
		gate.awaitEntered();

		assertThat(this.fixture.tasks().cancel(waiting)).isTrue();
		this.fixture.awaitIdlePool();
		assertThat(gate.context().isCancelled()).isTrue();
		assertNothingIsLeft();
	}

	@Test
	void cancellationLeavesTheBodyOfOthersAlone() {
		Gate gate = new Gate("value");
		Body waits = (context, arguments) -> gate.compute(context);
		String other = this.fixture.refCache().set("other", "four").refId();
		Call others = this.fixture.start(() -> call(spec(LONG, "pool"), waits, other));
		gate.awaitEntered();
		String waiting = waiting(spec(Duration.ZERO, "pool"), waits, input("four")).refId();
		this.fixture.manual().runNext();

		assertThat(this.fixture.tasks().cancel(waiting)).isTrue();
		gate.open();
		assertThat(value(others.response())).isEqualTo("value");
	}

	@Test
	void shutdownEndsTheWait() {
		String waiting = waiting(AT_ONCE, LENGTH, input("four")).refId();
		this.fixture.engine().stop(Duration.ZERO);

		assertThat(this.fixture.tasks().find(waiting)).map(TaskInfo::status).contains(TaskStatus.FAILED);
		assertNothingIsLeft();
	}

	@Test
	void waitIsBounded() {
		String input = input("four");
		String waiting = waiting(AT_ONCE, LENGTH, input).refId();
		this.fixture.time().advance(Duration.ofMinutes(5).minusNanos(1));
		assertThat(this.fixture.tasks().find(waiting)).map(TaskInfo::status).contains(TaskStatus.PENDING);
		this.fixture.time().advance(Duration.ofNanos(1));

		assertThat(this.fixture.tasks().find(waiting)).map(TaskInfo::status).contains(TaskStatus.FAILED);
		assertThat(this.fixture.tasks().find(waiting).orElseThrow().error().message())
			.isEqualTo("'test' has waited PT5M for its references, which is the maximum: " + input);
	}

	@Test
	void executionTimeoutIsForTheBodyAlone() {
		CallSpec limited = limited(Duration.ZERO, "manual", Duration.ofSeconds(5));
		String waiting = waiting(limited, LENGTH, input("four")).refId();
		this.fixture.time().advance(Duration.ofMinutes(1));
		this.fixture.manual().runAll();

		assertThat(this.fixture.refCache().resolve(waiting, Integer.class)).isEqualTo(4);
	}

	@Test
	void progressOfTheBodyIsThatOfTheTask() {
		AtomicReference<TaskProgress> seen = new AtomicReference<>();
		AtomicReference<String> waiting = new AtomicReference<>();
		waiting.set(waiting(AT_ONCE, (context, arguments) -> {
			context.report(1, 2, "half");
			seen.set(this.fixture.tasks().find(waiting.get()).orElseThrow().progress());
			return "value";
		}, input("four")).refId());
		this.fixture.manual().runAll();

		assertThat(seen.get().message()).isEqualTo("half");
	}

	@Test
	void failedWaitCanBeRetried() {
		AtomicInteger runs = new AtomicInteger();
		String input = input("four");
		String waiting = waiting(AT_ONCE, (context, arguments) -> {
			if (runs.incrementAndGet() == 1) {
				throw new IllegalStateException("once");
			}
			return "again";
		}, input).refId();
		this.fixture.manual().runAll();
		assertThat(this.fixture.tasks().find(waiting)).map(TaskInfo::status).contains(TaskStatus.FAILED);
		assertThat(this.fixture.tasks().find(waiting).orElseThrow().error().message()).isEqualTo("once");

		assertThat(this.fixture.refCache().retryTask(waiting).refId()).isEqualTo(waiting);
		this.fixture.manual().runAll();
		assertThat(this.fixture.refCache().resolve(waiting, String.class)).isEqualTo("again");
	}

	@Test
	void failureReachesTheCallerWhoWaits() {
		IllegalStateException failure = new IllegalStateException("broken");
		Call call = this.fixture.start(() -> call(spec(LONG, "manual"), (context, arguments) -> {
			throw failure;
		}, input("four")));
		this.fixture.time().awaitWaitersOf(call.thread());
		this.fixture.manual().runAll();

		assertThat(call.failure()).isSameAs(failure);
		assertNothingIsLeft();
	}

	@Test
	void futureIsCompletedAfterItsInput() {
		CompletableFuture<RefResponse<?>> answer = this.fixture.engine()
			.callAsync(staged(null, "manual"), caller(),
					TestInputs.refs("op",
							(context, arguments) -> CompletableFuture.completedFuture(((Ref<?>) arguments[0]).value()),
							input("four")));
		assertThat(answer).isNotDone();
		this.fixture.manual().runAll();

		assertThat(value(answer.join())).isEqualTo("four");
	}

	@Test
	void callOnItsCallersThreadWaitsThere() {
		String input = input("four");
		Call call = this.fixture.start(() -> call(spec(null, "none"), LENGTH, input));
		this.fixture.time().awaitWaitersOf(call.thread());
		assertThat(this.fixture.tasks().active()).isEqualTo(1);
		this.fixture.manual().runNext();

		assertThat(value(call.response())).isEqualTo(4);
	}

	@Test
	void callOnItsCallersThreadWaitsNoLongerThanItMay() {
		String input = input("four");
		Call call = this.fixture.start(() -> call(spec(null, "none"), LENGTH, input));
		this.fixture.time().awaitWaitersOf(call.thread());
		this.fixture.time().advance(Duration.ofMinutes(5));

		assertThat(call.failure()).isInstanceOf(RefCacheException.class).hasMessageContaining(input);
	}

	@Test
	void callOnItsCallersThreadCanBeInterrupted() {
		String input = input("four");
		Call call = this.fixture.start(() -> call(spec(null, "none"), LENGTH, input));
		this.fixture.time().awaitWaitersOf(call.thread());
		call.thread().interrupt();

		assertThat(call.failure()).isInstanceOf(RefWaitInterruptedException.class);
	}

	@Test
	void computationInAPoolOfOneGetsItsQueuedInput() {
		CallSpec single = spec(LONG, "single");
		Gate gate = new Gate("go");
		AtomicReference<String> input = new AtomicReference<>();
		Call outer = this.fixture.start(single, "outer", (context) -> {
			gate.compute(context);
			return "outer of " + value(call(single, LENGTH, input.get()));
		});
		gate.awaitEntered();
		input.set(this.fixture.call(spec(Duration.ZERO, "single"), "input", (context) -> "four").refId());
		gate.open();

		assertThat(value(outer.response())).isEqualTo("outer of 4");
	}

	@Test
	void computationInAPoolOfOneGetsAWaitingTask() {
		CallSpec single = spec(LONG, "single");
		Gate gate = new Gate("go");
		AtomicReference<String> waiting = new AtomicReference<>();
		Call outer = this.fixture.start(single, "outer", (context) -> {
			gate.compute(context);
			return "outer of "
					+ value(call(single, (inner, arguments) -> ((Ref<?>) arguments[0]).value(), waiting.get()));
		});
		gate.awaitEntered();
		String input = this.fixture.call(spec(Duration.ZERO, "single"), "input", (context) -> "four").refId();
		// It runs on the single thread as well, once its input has ended.
		waiting.set(engineCall(spec(Duration.ZERO, "single"), TestInputs.refs("length", LENGTH, input)).refId());
		gate.open();

		assertThat(value(outer.response())).isEqualTo("outer of 4");
	}

	@Test
	void inputThatWaitsForItsOwnDependentIsRefused() {
		AtomicReference<String> waiting = new AtomicReference<>();
		Gate gate = new Gate("go");
		AtomicReference<Throwable> refusal = new AtomicReference<>();
		String input = this.fixture.call(spec(Duration.ZERO, "pool"), "input", (context) -> {
			gate.compute(context);
			try {
				return value(call(AT_ONCE, (inner, arguments) -> "never", waiting.get()));
			}
			catch (CircularCallException ex) {
				refusal.set(ex);
				return "four";
			}
		}).refId();
		waiting.set(waiting(spec(Duration.ZERO, "pool"), LENGTH, input).refId());
		gate.open();
		// The input, and then what it lets go.
		this.fixture.awaitIdlePool();
		this.fixture.awaitIdlePool();

		assertThat(refusal.get()).isInstanceOf(CircularCallException.class);
		assertThat(this.fixture.refCache().resolve(waiting.get(), Integer.class)).isEqualTo(4);
	}

	@Test
	void waitingTasksInACircleAreRefused() {
		ManualText text = new ManualText();
		String input = this.fixture.call(AT_ONCE, "input", text).refId();
		// What the first finds in its input is the second, which waits for the first.
		String first = this.waitingForTexts(input).refId();
		String second = this.waitingForTexts(first).refId();
		text.value = List.of(second);
		this.fixture.manual().runAll();

		assertThat(this.fixture.tasks().find(first)).map(TaskInfo::status).contains(TaskStatus.FAILED);
		assertThat(this.fixture.tasks().find(second)).map(TaskInfo::status).contains(TaskStatus.FAILED);
		assertThat(this.fixture.tasks().find(first).orElseThrow().error().simpleType())
			.isEqualTo("CircularCallException");
		assertNothingIsLeft();
	}

	@Test
	void bodyThatWaitsForTheTaskThatStandsForItIsRefused() {
		AtomicReference<String> waiting = new AtomicReference<>();
		waiting.set(waiting(AT_ONCE,
				(context, arguments) -> value(call(AT_ONCE, (inner, inners) -> "never", waiting.get())), input("four"))
			.refId());
		this.fixture.manual().runAll();

		assertThat(this.fixture.tasks().find(waiting.get()).orElseThrow().error().simpleType())
			.isEqualTo("CircularCallException");
		assertNothingIsLeft();
	}

	@Test
	void referencesAreNamedToThoseConcerned() {
		Actor alice = Actor.user("alice");
		AtomicReference<Actor> caller = new AtomicReference<>(alice);
		restart(caller);
		String input = input("four");
		String waiting = waiting(AT_ONCE, LENGTH, input).refId();

		assertThat(task(alice, waiting).dependsOn()).containsExactly(input);
		assertThat(task(alice, waiting).message()).contains(input);
		assertThat(task(Actor.SYSTEM, waiting).dependsOn()).containsExactly(input);
		assertThat(task(Actor.user("bob"), waiting).dependsOn()).isEmpty();
		assertThat(task(Actor.user("bob"), waiting).message()).doesNotContain(input).contains("another one");
		this.fixture.manual().runAll();
		assertThat(((CacheResponse<?>) this.fixture.refCache().as(alice).get(waiting)).dependsOn())
			.containsExactly(input);
		assertThat(((CacheResponse<?>) this.fixture.refCache().as(Actor.user("bob")).get(waiting)).dependsOn())
			.isEmpty();
	}

	@Test
	void errorsThatNameReferencesAreForThoseConcerned() {
		Actor alice = Actor.user("alice");
		restart(new AtomicReference<>(alice));
		String input = input("four");
		String waiting = waiting(AT_ONCE, LENGTH, input).refId();
		this.fixture.tasks().cancel(input);

		assertThat(task(alice, waiting).error().text()).contains(input);
		assertThat(task(Actor.user("bob"), waiting).error().text()).doesNotContain(input);
		assertThat(task(Actor.user("bob"), waiting).message()).doesNotContain(input);
		assertThatExceptionOfType(RefComputationException.class)
			.isThrownBy(() -> this.fixture.refCache().as(Actor.user("bob")).resolve(waiting, Object.class))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(input));
	}

	@Test
	void anonymousReadersLearnNoReferences() {
		restart(new AtomicReference<>(Actor.ANONYMOUS));
		String waiting = waiting(AT_ONCE, LENGTH, input("four")).refId();

		assertThat(task(Actor.ANONYMOUS, waiting).dependsOn()).isEmpty();
	}

	@Test
	void actorsDoNotShareTheWait() {
		AtomicReference<Actor> caller = new AtomicReference<>(Actor.user("alice"));
		restart(caller);
		AtomicInteger runs = new AtomicInteger();
		Body counting = (context, arguments) -> runs.incrementAndGet();
		String input = input("four");
		String ofAlice = waiting(AT_ONCE, counting, input).refId();
		caller.set(Actor.user("bob"));

		assertThat(waiting(AT_ONCE, counting, input).refId()).isNotEqualTo(ofAlice);
		this.fixture.manual().runAll();
		assertThat(runs).hasValue(1);
	}

	private void restart(AtomicReference<Actor> caller) {
		this.fixture.close();
		this.fixture = EngineFixture.with((builder) -> builder.actors(List.of(caller::get)));
	}

	private AsyncTaskResponse<?> task(Actor actor, String refId) {
		return (AsyncTaskResponse<?>) this.fixture.refCache().as(actor).get(refId);
	}

	private AsyncTaskResponse<?> waitingForTexts(String refId) {
		return (AsyncTaskResponse<?>) engineCall(AT_ONCE, TestInputs.of("texts " + refId,
				ResolvableType.forClass(Object.class), true, (context, arguments) -> "value", Map.of("key", refId)));
	}

	/** An input that is queued on the manual executor. */
	private String input(String key) {
		return input(key, key);
	}

	private String input(String key, String value) {
		return this.fixture.call(AT_ONCE, key, (context) -> value).refId();
	}

	private AsyncTaskResponse<?> waiting(CallSpec spec, Body body, String... refIds) {
		return (AsyncTaskResponse<?>) call(spec, body, refIds);
	}

	private RefResponse<?> call(CallSpec spec, Body body, String... refIds) {
		return engineCall(spec, TestInputs.refs("op", body, refIds));
	}

	private RefResponse<?> engineCall(CallSpec spec, Inputs inputs) {
		try {
			return this.fixture.engine().call(spec, this.fixture.engine().caller(spec), inputs);
		}
		catch (Throwable ex) {
			throw Rethrow.asIs(ex);
		}
	}

	private Caller caller() {
		return this.fixture.engine().caller(AT_ONCE);
	}

	private static CallSpec plainStaged() {
		CallSpec spec = plain(LONG, "manual");
		return new CallSpec(spec.operation(), spec.ttl(), null, null, null, "manual", false, true, spec.access());
	}

	private TaskStatus status(AsyncTaskResponse<?> task) {
		return this.fixture.store().find(RefId.parse("test", task.refId()), Part.HEAD).status();
	}

	private static Object value(RefResponse<?> response) {
		return ((CacheResponse.Complete<?>) response).value();
	}

	private void assertNothingIsLeft() {
		assertThat(this.fixture.engine().flights()).as("flights").isZero();
		assertThat(this.fixture.tasks().active()).as("runs").isZero();
		assertThat(this.fixture.timeouts()).as("timeouts").isZero();
	}

	private static final class ManualText implements Work {

		private Object value;

		@Override
		public Object compute(TaskContext context) {
			return this.value;
		}

	}

}
