package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.store.RefId;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.TaskRejectedException;

import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Everything has a bound, and what is refused leaves nothing behind.
 */
class BoundedTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final int MAX_ACTIVE = 50;

	private static final int MAX_RECORDS = 1000;

	private final EngineFixture fixture = new EngineFixture(MAX_ACTIVE, MAX_RECORDS, (store) -> store);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void fullExecutorRefusesAtOnceAndTakesAgainOnceItHasRoom() {
		this.fixture.manual().setCapacity(2);
		submit("first");
		submit("second");

		assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> submit("third"))
			.withMessageContaining("'test' was refused")
			.withMessageContaining("'manual'");

		assertThat(this.fixture.tasks().active()).isEqualTo(2);
		assertThat(this.fixture.engine().flights()).isEqualTo(2);
		assertThat(this.fixture.tasks().list(null, 10)).hasSize(2);
		this.fixture.manual().runAll();
		assertThat(submit("third")).isInstanceOf(AsyncTaskResponse.class);
	}

	@Test
	void refusalReachesAFuture() {
		this.fixture.manual().setCapacity(0);

		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(spec(TIMEOUT, "manual"), "key",
				(progress) -> "value");

		assertThat(answer).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(TaskRejectedException.class);
		assertThat(this.fixture.timeouts()).isZero();
		assertThat(this.fixture.store().clear(null)).isZero();
	}

	@Test
	void tasksThatHaveNotEndedAreBounded() {
		List<String> refIds = new ArrayList<>();
		for (int i = 0; i < MAX_ACTIVE; i++) {
			refIds.add(submit("key " + i).refId());
		}

		assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> submit("one more"))
			.withMessageContaining("refcache.task.max-active");
		assertThat(submit("key 1")).as("joins").isInstanceOf(AsyncTaskResponse.class);
		assertThat(this.fixture.call(spec(null, "none"), "no task", (progress) -> "value"))
			.isInstanceOf(CacheResponse.Complete.class);

		this.fixture.tasks().cancel(refIds.get(0));
		assertThat(submit("one more")).isInstanceOf(AsyncTaskResponse.class);
		this.fixture.manual().runAll();
		assertThat(this.fixture.tasks().active()).isZero();
	}

	@Test
	void answeredCallsAreForgottenWhileTheRunGoesOn() {
		String refId = "";
		for (int i = 0; i < 100; i++) {
			refId = this.fixture.callAsync(spec(Duration.ZERO, "manual"), "key", (progress) -> "value").join().refId();
		}

		Flight flight = ((DefaultTaskRegistry) this.fixture.tasks()).live().find(RefId.parse("test", refId)).flight();
		assertThat(flight.hasLanded()).isFalse();
		assertThat(flight.passengers()).isZero();
		assertThat(this.fixture.timeouts()).isZero();
	}

	@Test
	void textOfAnErrorIsBounded() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (progress) -> {
			throw new IllegalStateException("x".repeat(100_000));
		}).refId();
		this.fixture.manual().runAll();

		String message = this.fixture.tasks().find(refId).orElseThrow().error().message();
		assertThat(message).hasSize(4096).endsWith("…");
	}

	@Test
	void messageOfAProgressIsBounded() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (progress) -> {
			progress.report(1, 2, "x".repeat(100_000));
			return "value";
		}).refId();
		this.fixture.manual().runAll();

		TaskInfo task = this.fixture.tasks().find(refId).orElseThrow();
		assertThat(task.progress().message()).hasSize(1024).endsWith("…");
		assertThat(task.progress().current()).isEqualTo(1);
	}

	@Test
	void senselessProgressFailsNothing() {
		RefResponse<?> response = this.fixture.call(spec(null, "none"), "key", (progress) -> {
			progress.report(-5, -7, null);
			progress.report(Long.MIN_VALUE, Long.MAX_VALUE);
			progress.report(Long.MAX_VALUE, 1, "");
			return "value";
		});

		assertThat(response).isInstanceOf(CacheResponse.Complete.class);
	}

	@Test
	void listTakesAReasonableLimit() {
		for (int limit : new int[] { -1, 0, 1001 }) {
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> this.fixture.tasks().list(null, limit));
		}
		for (int i = 0; i < 20; i++) {
			submit("key " + i);
		}
		assertThat(this.fixture.tasks().list(null, 7)).hasSize(7);
		assertThat(this.fixture.tasks().list(TaskStatus.PENDING, 1000)).hasSize(20);
	}

	@RepeatedTest(20)
	void deepRecursionLeavesNoKeyHanging() {
		Call call = this.fixture.start(() -> recurse(0));

		assertThat(call.failure()).isInstanceOf(StackOverflowError.class);
		assertThat(this.fixture.tasks().active()).isZero();
		assertThat(this.fixture.engine().flights()).isZero();
	}

	@Test
	void manyCallsLeaveNothingBehind() {
		Random random = new Random(7);
		for (int i = 0; i < 100_000; i++) {
			call(random, i);
			if (i % 1000 == 0) {
				this.fixture.manual().runAll();
				this.fixture.time().advance(Duration.ofSeconds(10));
				this.fixture.tasks().cleanup();
			}
		}
		this.fixture.manual().runAll();
		this.fixture.time().advance(TIMEOUT);

		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
		assertThat(this.fixture.timeouts()).isZero();
		assertThat(this.fixture.manual().size()).isZero();
		assertThat(this.fixture.store().clear(null)).isLessThanOrEqualTo(2 * MAX_RECORDS);
		this.fixture.time().advance(Duration.ofDays(1));
		this.fixture.tasks().cleanup();
		assertThat(this.fixture.store().clear(null)).isZero();
	}

	private void call(Random random, int number) {
		String key = "key " + random.nextInt(500);
		Work body = switch (random.nextInt(10)) {
			case 0 -> (progress) -> {
				throw new IllegalStateException("broken");
			};
			case 1 -> (progress) -> {
				progress.report(number, 100_000);
				return null;
			};
			default -> (progress) -> "value " + number;
		};
		try {
			switch (random.nextInt(8)) {
				case 0 -> this.fixture.call(spec(Duration.ZERO, "manual"), key, body);
				case 1 ->
					this.fixture.tasks().cancel(this.fixture.call(spec(Duration.ZERO, "manual"), key, body).refId());
				case 2 -> this.fixture.callAsync(spec(TIMEOUT, "manual"), key, body);
				case 3 -> this.fixture.callAsync(staged(TIMEOUT, "manual"), key,
						(progress) -> CompletableFuture.completedFuture(body.compute(progress)));
				case 4 -> this.fixture.call(plain(TIMEOUT, "direct"), "own " + key, body);
				case 5 -> this.fixture.refCache()
					.delete(String
						.valueOf(this.fixture.call(spec(Duration.ZERO, "direct"), "own " + key, body).refId()));
				case 6 -> this.fixture.store().detach(EngineFixture.key(key), null);
				default -> this.fixture.call(spec(null, "none"), "own " + key, body);
			}
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessage("broken");
		}
		catch (TaskRejectedException ex) {
			this.fixture.manual().runAll();
		}
	}

	private RefResponse<?> submit(String key) {
		return this.fixture.call(spec(Duration.ZERO, "manual"), key, (progress) -> "value");
	}

	private RefResponse<?> recurse(int depth) {
		return this.fixture.call(spec(null, "none"), "key " + depth, (progress) -> recurse(depth + 1));
	}

}
