package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.RetryRefusedException;
import io.refcache.TaskContext;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import io.refcache.testing.ManualTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.key;
import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What was computed in a transaction is that one's alone until it is committed. The
 * test's own thread has the transaction.
 */
class TransactionTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofHours(1);

	private static final CallSpec HERE = plain(null, "none");

	private final ManualTransactions transactions = new ManualTransactions();

	private final EngineFixture fixture = EngineFixture.with((builder) -> builder.transactions(this.transactions));

	private final AtomicInteger runs = new AtomicInteger();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void othersGetTheValueWhenItIsCommitted() {
		this.transactions.begin();
		assertThat(value(compute("key", "mine"))).isEqualTo("mine");
		Call other = joiner("key");

		this.transactions.commit();

		assertThat(value(other.response())).isEqualTo("mine");
		assertThat(value(compute("key", "never"))).isEqualTo("mine");
		assertNothingIsLeft();
	}

	@Test
	void recordIsProcessingUntilTheCommit() {
		this.transactions.begin();
		String refId = this.fixture.call(spec(null, "none"), "key", (context) -> "mine").refId();

		assertThat(status(refId)).isEqualTo(TaskStatus.PROCESSING);
		assertThat(this.fixture.tasks().active()).isOne();
		this.transactions.commit();

		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("mine");
	}

	@Test
	void othersStartOverTogetherWhenItIsRolledBack() {
		this.transactions.begin();
		compute("key", "mine");
		Call first = this.fixture.start(HERE, "key", (context) -> "theirs " + this.runs.incrementAndGet());
		Call second = this.fixture.start(HERE, "key", (context) -> "theirs " + this.runs.incrementAndGet());
		this.fixture.time().awaitWaiters(2);

		this.transactions.rollBack();

		assertThat(value(first.response())).isEqualTo("theirs 2");
		assertThat(value(second.response())).isEqualTo("theirs 2");
		assertNothingIsLeft();
	}

	@Test
	void futureStartsOverWhenItIsRolledBack() {
		this.transactions.begin();
		compute("key", "mine");
		AtomicReference<CompletableFuture<RefResponse<?>>> future = new AtomicReference<>();
		Call caller = this.fixture.start(() -> {
			future.set(this.fixture.callAsync(spec(LONG, "direct"), "key", (context) -> "theirs"));
			return null;
		});
		assertThat(caller.response()).isNull();
		CompletableFuture<RefResponse<?>> other = future.get();
		assertThat(other).isNotDone();

		this.transactions.rollBack();

		assertThat(value(other.orTimeout(20, TimeUnit.SECONDS).join())).isEqualTo("theirs");
	}

	@Test
	void rolledBackValueLeavesNothing() {
		this.transactions.begin();
		compute("key", "mine");
		this.transactions.rollBack();

		assertThat(this.fixture.store().clear(null)).isZero();
		assertThat(value(compute("key", "afresh"))).isEqualTo("afresh");
		assertNothingIsLeft();
	}

	@Test
	void publishedReferenceOfARolledBackValueTellsSo() {
		this.transactions.begin();
		String refId = this.fixture.call(spec(null, "none"), "key", (context) -> "mine").refId();
		this.transactions.rollBack();

		TaskInfo task = this.fixture.tasks().find(refId).orElseThrow();
		assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
		assertThat(task.error().message()).contains("rolled back");
		assertThatExceptionOfType(RetryRefusedException.class).isThrownBy(() -> this.fixture.tasks().retry(refId));
		this.fixture.time().advance(EngineFixture.RETENTION);
		assertThat(this.fixture.refCache().exists(refId)).isFalse();
	}

	@Test
	void ownThreadIsServedWithinTheTransaction() {
		this.transactions.begin();
		RefResponse<?> first = compute("key", "mine");
		RefResponse<?> second = compute("key", "never");
		assertThat(value(second)).isEqualTo("mine");
		assertThat(second.refId()).isEqualTo(first.refId());
		this.transactions.commit();

		assertThat(this.runs).hasValue(1);
	}

	@Test
	void hitInATransactionIsAHit() {
		String refId = compute("key", "before").refId();
		this.transactions.begin();
		assertThat(compute("key", "never").refId()).isEqualTo(refId);
		this.transactions.rollBack();

		assertThat(value(compute("key", "never"))).isEqualTo("before");
	}

	@Test
	void innerRunsOfAComputationAreHeldAsWell() {
		this.transactions.begin();
		RefResponse<?> outer = this.fixture.call(HERE, "outer", (context) -> {
			compute("inner", "inner");
			return value(compute("inner", "never")) + " in outer";
		});
		assertThat(value(outer)).isEqualTo("inner in outer");
		Call other = joiner("inner");
		this.transactions.rollBack();

		assertThat(value(other.response())).isEqualTo("theirs");
		assertThat(value(compute("outer", "afresh"))).isEqualTo("afresh");
		assertNothingIsLeft();
	}

	@Test
	void innerRunIsHeldByATransactionWithinATask() {
		Gate gate = new Gate("committed");
		Call task = this.fixture.start(plain(LONG, "pool"), "outer", (context) -> {
			this.transactions.begin();
			compute("inner", "inner");
			gate.compute(context);
			this.transactions.commit();
			return "outer";
		});
		gate.awaitEntered();
		Call other = this.fixture.start(HERE, "inner", (context) -> "theirs");
		this.fixture.time().awaitWaiters(2);
		gate.open();

		assertThat(value(other.response())).isEqualTo("inner");
		assertThat(value(task.response())).isEqualTo("outer");
		assertNothingIsLeft();
	}

	@Test
	void runOnTheExecutorHasNoTransaction() {
		this.transactions.begin();
		AtomicReference<Object> seen = new AtomicReference<>("nothing");
		RefResponse<?> response = this.fixture.call(spec(LONG, "pool"), "key", (context) -> {
			seen.set(this.transactions.current());
			return "task";
		});

		assertThat(status(response.refId())).isEqualTo(TaskStatus.COMPLETE);
		assertThat(seen).hasValue(null);
		this.transactions.rollBack();
		assertThat(value(compute("key", "never"))).isEqualTo("task");
	}

	@Test
	void runThatTheExecutorPutsOnTheCallersThreadIsHeld() {
		this.transactions.begin();
		RefResponse<?> response = this.fixture.call(spec(TIMEOUT, "direct"), "key", (context) -> "here");
		assertThat(value(response)).isEqualTo("here");
		assertThat(status(response.refId())).isEqualTo(TaskStatus.PROCESSING);
		this.transactions.rollBack();

		assertThat(status(response.refId())).isEqualTo(TaskStatus.FAILED);
	}

	@Test
	void stageIsNotHeld() {
		this.transactions.begin();
		RefResponse<?> response = this.fixture
			.callAsync(staged(TIMEOUT, "direct"), "key", (context) -> CompletableFuture.completedFuture("stage"))
			.orTimeout(20, TimeUnit.SECONDS)
			.join();

		assertThat(status(response.refId())).isEqualTo(TaskStatus.COMPLETE);
		this.transactions.rollBack();
	}

	@Test
	void valueThatMustNotBeCachedIsComputedAgain() {
		Work uncacheable = new Work() {
			@Override
			public Object compute(TaskContext context) {
				return "run " + TransactionTests.this.runs.incrementAndGet();
			}

			@Override
			public boolean isCacheable(Object value) {
				return false;
			}
		};
		this.transactions.begin();
		assertThat(value(this.fixture.call(HERE, "key", uncacheable))).isEqualTo("run 1");
		assertThat(value(this.fixture.call(HERE, "key", uncacheable))).isEqualTo("run 2");
		Call joined = joiner("key");
		this.transactions.commit();

		assertThat(value(joined.response())).isEqualTo("run 1");
		assertThat(value(compute("key", "afresh"))).isEqualTo("afresh");
		assertNothingIsLeft();
	}

	private RefResponse<?> compute(String key, Object value) {
		return this.fixture.call(HERE, key, (context) -> {
			this.runs.incrementAndGet();
			return value;
		});
	}

	/** A call of another thread that waits for the value of this one's. */
	private Call joiner(String key) {
		Call call = this.fixture.start(HERE, key, (context) -> "theirs");
		this.fixture.time().awaitWaiters(1);
		return call;
	}

	private TaskStatus status(String refId) {
		return this.fixture.tasks().find(refId).orElseThrow().status();
	}

	private void assertNothingIsLeft() {
		assertThat(this.fixture.tasks().active()).isZero();
		assertThat(this.fixture.engine().flights()).isZero();
		assertThat(this.fixture.timeouts()).isZero();
	}

	private static Object value(RefResponse<?> response) {
		return ((CacheResponse.Complete<?>) response).value();
	}

}
