package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.TaskStatus;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Equal calls start one run, and a timeout never restarts it.
 */
class OneRunTests {

	private static final int CALLERS = 1000;

	private static final Duration TIMEOUT = Duration.ofMillis(100);

	private final EngineFixture fixture = new EngineFixture();

	private final Gate body = new Gate("value");

	@AfterEach
	void close() {
		this.body.open();
		this.fixture.close();
	}

	@Test
	void manyCallersOfATaskGetOneValueOfOneRun() {
		List<Call> calls = startMany(spec(TIMEOUT, "pool"));
		this.fixture.time().awaitWaiters(CALLERS);

		this.body.open();

		assertOneValue(responses(calls));
	}

	@Test
	void manyCallersShareTheRunOnTheThreadOfOneOfThem() {
		List<Call> calls = startMany(spec(null, "none"));
		this.fixture.time().awaitWaiters(CALLERS - 1);

		this.body.open();

		assertOneValue(responses(calls));
		assertThat(calls).extracting(Call::thread).contains(this.body.thread());
	}

	@Test
	void manyCallersThatDoNotWaitGetOneValueOfOneRun() {
		List<CompletableFuture<RefResponse<?>>> futures = callMany(spec(TIMEOUT, "pool"), this.body);

		this.body.awaitEntered().open();

		assertOneValue(futures.stream().map((future) -> get(future)).toList());
	}

	@Test
	void manyCallersShareAStage() {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		List<CompletableFuture<RefResponse<?>>> futures = callMany(staged(TIMEOUT, "direct"), (progress) -> {
			this.body.open();
			this.body.compute(progress);
			return stage;
		});

		assertThat(futures).noneMatch(CompletableFuture::isDone);
		stage.complete("value");

		assertOneValue(futures.stream().map((future) -> get(future)).toList());
	}

	@Test
	void manyLateCallersGetOneReference() {
		List<Call> calls = startMany(spec(TIMEOUT, "pool"));
		this.fixture.time().awaitWaiters(CALLERS);

		this.fixture.time().advance(TIMEOUT);

		Set<String> references = new HashSet<>();
		for (RefResponse<?> response : responses(calls)) {
			assertThat(response).isInstanceOf(AsyncTaskResponse.class);
			references.add(response.refId());
		}
		assertThat(references).hasSize(1);
		assertThat(this.body.runs()).isEqualTo(1);
	}

	@Test
	void manyLateCallersThatDoNotWaitGetOneReference() {
		List<CompletableFuture<RefResponse<?>>> futures = callMany(spec(TIMEOUT, "pool"), this.body);
		this.body.awaitEntered();

		this.fixture.time().advance(TIMEOUT);

		Set<String> references = new HashSet<>();
		futures.forEach((future) -> references.add(get(future).refId()));
		assertThat(references).hasSize(1);
		assertThat(this.body.runs()).isEqualTo(1);
		assertThat(this.fixture.timeouts()).isZero();
	}

	@Test
	void timeoutLeavesTheRunAlone() {
		Call late = this.fixture.start(spec(TIMEOUT, "pool"), "key", this.body);
		this.fixture.time().awaitWaiters(1);
		this.fixture.time().advance(TIMEOUT.minusNanos(1));
		assertThat(late.isDone()).isFalse();

		this.fixture.time().advance(Duration.ofNanos(1));

		AsyncTaskResponse<?> task = (AsyncTaskResponse<?>) late.response();
		assertThat(task.status()).isIn(TaskStatus.PENDING, TaskStatus.PROCESSING);
		this.body.awaitEntered();
		assertThat(this.fixture.refCache().get(task.refId())).isInstanceOfSatisfying(AsyncTaskResponse.class,
				(polled) -> assertThat(polled.status()).isEqualTo(TaskStatus.PROCESSING));
		Call joined = this.fixture.start(spec(Duration.ofSeconds(10), "pool"), "key", this.body);
		this.fixture.time().awaitWaiters(1);
		this.fixture.time().advance(Duration.ofMillis(300));
		this.body.open();
		assertThat(joined.response().refId()).isEqualTo(task.refId());
		assertThat(this.fixture.refCache().resolve(task.refId(), String.class)).isEqualTo("value");
		assertThat(this.fixture.call(spec(TIMEOUT, "pool"), "key", this.body).refId()).isEqualTo(task.refId());
		assertThat(this.body.runs()).isEqualTo(1);
	}

	@Test
	void joiningDoesNotProlongTheWait() {
		this.fixture.start(spec(Duration.ofSeconds(10), "pool"), "key", this.body);
		this.fixture.time().awaitWaiters(1);
		Call impatient = this.fixture.start(spec(TIMEOUT, "pool"), "key", this.body);
		this.fixture.time().awaitWaiters(2);

		this.fixture.time().advance(TIMEOUT);

		assertThat(impatient.response()).isInstanceOf(AsyncTaskResponse.class);
		this.fixture.time().awaitWaiters(1);
	}

	@Test
	void callWithoutTimeoutRunsOnItsOwnThread() {
		this.body.open();

		RefResponse<?> response = this.fixture.call(spec(null, "none"), "key", this.body);

		assertThat(this.body.thread()).isSameAs(Thread.currentThread());
		assertThat(response).isInstanceOfSatisfying(CacheResponse.Complete.class,
				(complete) -> assertThat(complete.value()).isEqualTo("value"));
	}

	@Test
	void callWithATimeoutJoinsARunOnAnothersThread() {
		Call leader = this.fixture.start(spec(null, "none"), "key", this.body);
		this.body.awaitEntered();
		Call joiner = this.fixture.start(spec(TIMEOUT, "manual"), "key", this.body);
		this.fixture.time().awaitWaiters(1);

		this.fixture.time().advance(TIMEOUT);

		assertThat(joiner.response()).isInstanceOf(AsyncTaskResponse.class);
		assertThat(this.fixture.manual().size()).isZero();
		this.body.open();
		assertThat(leader.response().refId()).isEqualTo(joiner.response().refId());
	}

	@Test
	void timeoutOfZeroAnswersAtOnce() {
		RefResponse<?> response = this.fixture.call(spec(Duration.ZERO, "manual"), "key", this.body);
		RefResponse<?> again = this.fixture.call(spec(Duration.ZERO, "manual"), "key", this.body);

		assertThat(response).isInstanceOfSatisfying(AsyncTaskResponse.class,
				(task) -> assertThat(task.status()).isEqualTo(TaskStatus.PENDING));
		assertThat(again.refId()).isEqualTo(response.refId());
		assertThat(this.fixture.manual().size()).isEqualTo(1);
		this.body.open();
		this.fixture.manual().runAll();
		assertThat(this.fixture.call(spec(Duration.ZERO, "manual"), "key", this.body))
			.isInstanceOf(CacheResponse.Complete.class);
	}

	@Test
	void answerAtTheTimeoutDoesNotWaitForAFreeWorker() {
		CompletableFuture<RefResponse<?>> future = this.fixture.callAsync(spec(TIMEOUT, "manual"), "key", this.body);

		this.fixture.time().advance(TIMEOUT);

		assertThat(get(future)).isInstanceOf(AsyncTaskResponse.class);
	}

	@Test
	void answerAtTheEndDoesNotWaitForAFreeWorker() {
		CompletableFuture<RefResponse<?>> future = this.fixture.callAsync(spec(TIMEOUT, "manual"), "key", this.body);
		this.body.open();

		this.fixture.manual().runNext();

		assertThat(get(future)).isInstanceOf(CacheResponse.Complete.class);
	}

	@Test
	void keysDoNotMeet() {
		this.body.open();
		this.fixture.call(spec(null, "none"), "key", this.body);
		this.fixture.call(spec(null, "none"), "other", this.body);

		assertThat(this.body.runs()).isEqualTo(2);
	}

	private List<Call> startMany(CallSpec spec) {
		List<Call> calls = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			calls.add(this.fixture.start(spec, "key", this.body));
		}
		return calls;
	}

	private List<CompletableFuture<RefResponse<?>>> callMany(CallSpec spec, Work work) {
		List<CompletableFuture<RefResponse<?>>> futures = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			futures.add(this.fixture.callAsync(spec, "key", work));
		}
		return futures;
	}

	private static List<RefResponse<?>> responses(List<Call> calls) {
		List<RefResponse<?>> responses = new ArrayList<>();
		calls.forEach((call) -> responses.add(call.response()));
		return responses;
	}

	private static RefResponse<?> get(CompletableFuture<RefResponse<?>> future) {
		return future.orTimeout(20, TimeUnit.SECONDS).join();
	}

	private void assertOneValue(List<? extends RefResponse<?>> responses) {
		Set<String> references = new HashSet<>();
		for (RefResponse<?> response : responses) {
			assertThat(response).isInstanceOfSatisfying(CacheResponse.Complete.class,
					(complete) -> assertThat(complete.value()).isEqualTo("value"));
			references.add(response.refId());
		}
		assertThat(responses).hasSize(CALLERS);
		assertThat(references).hasSize(1);
		assertThat(this.body.runs()).isEqualTo(1);
		assertThat(this.fixture.engine().flights()).isZero();
	}

}
