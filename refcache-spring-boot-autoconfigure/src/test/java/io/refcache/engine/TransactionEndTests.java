package io.refcache.engine;

import java.time.Duration;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefCacheException;
import io.refcache.RefCacheStoreException;
import io.refcache.RefResponse;
import io.refcache.RetryOptions;
import io.refcache.RetryRefusedException;
import io.refcache.TaskCancelledException;
import io.refcache.TaskContext;
import io.refcache.TaskStatus;
import io.refcache.memory.MemoryStores;
import io.refcache.store.ReferenceStore;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.FaultyStore;
import io.refcache.testing.FaultyStore.Plan;
import io.refcache.testing.FaultyStore.Step;
import io.refcache.testing.ManualClock;
import io.refcache.testing.ManualTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.refcache.testing.EngineFixture.key;
import static io.refcache.testing.EngineFixture.limited;
import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What ends a run whose value is not committed: the first step in the store wins. The
 * test's own thread has the transaction.
 */
class TransactionEndTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final CallSpec HERE = plain(null, "none");

	private final ManualTransactions transactions = new ManualTransactions();

	private final EngineFixture fixture = EngineFixture.with((builder) -> builder.transactions(this.transactions));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void failureOfTheBodyEndsAtOnce() {
		this.transactions.begin();
		assertThatThrownBy(() -> this.fixture.call(HERE, "key", (context) -> {
			throw new IllegalStateException("body");
		})).hasMessage("body");

		assertNothingIsLeft();
		assertThat(value(this.fixture.start(HERE, "key", (context) -> "theirs").response())).isEqualTo("theirs");
		this.transactions.rollBack();
	}

	@Test
	void cancelledValueStaysCancelledAfterTheCommit() {
		this.transactions.begin();
		String refId = this.fixture.call(spec(null, "none"), "key", (context) -> "mine").refId();
		Call other = joiner("key");

		assertThat(this.fixture.tasks().cancel(refId)).isTrue();
		assertThat(other.failure()).isInstanceOf(TaskCancelledException.class);
		this.transactions.commit();

		assertThat(status(refId)).isEqualTo(TaskStatus.CANCELLED);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(value(compute("key", "afresh"))).isEqualTo("afresh");
		assertNothingIsLeft();
	}

	@Test
	void cancellationBetweenTheBodyAndItsTransactionWins() {
		this.transactions.begin();
		assertThatExceptionOfType(TaskCancelledException.class)
			.isThrownBy(() -> this.fixture.call(spec(null, "none"), "key", cancelledWhenItReturns()));
		assertThatExceptionOfType(TaskCancelledException.class)
			.isThrownBy(() -> this.fixture.call(HERE, "key", cancelledWhenItReturns()));
		this.transactions.commit();

		assertNothingIsLeft();
	}

	private Work cancelledWhenItReturns() {
		return new Work() {
			@Override
			public Object compute(TaskContext context) {
				return "mine";
			}

			@Override
			public boolean isCacheable(Object value) {
				return TransactionEndTests.this.fixture.tasks()
					.cancel(TransactionEndTests.this.fixture.tasks().list(TaskStatus.PROCESSING, 1).get(0).refId());
			}
		};
	}

	@Test
	void deletedValueIsNotWritten() {
		this.transactions.begin();
		String refId = this.fixture.call(spec(null, "none"), "key", (context) -> "mine").refId();
		Call other = joiner("key");

		assertThat(this.fixture.refCache().delete(refId)).isTrue();
		assertThat(other.failure()).isInstanceOf(TaskCancelledException.class);
		assertThat(value(compute("key", "later"))).isEqualTo("later");
		this.transactions.commit();

		assertThat(this.fixture.refCache().exists(refId)).isFalse();
		assertThat(value(compute("key", "never"))).isEqualTo("later");
		assertNothingIsLeft();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void clearedValueIsServedToNobodyLater(boolean commit) {
		this.transactions.begin();
		compute("key", "mine");
		Call joined = joiner("key");
		this.fixture.refCache().clear("public");

		assertThat(value(compute("key", "later"))).isEqualTo("later");
		complete(commit);

		assertThat(value(joined.response())).isEqualTo(commit ? "mine" : "theirs");
		assertThat(value(compute("key", "afresh"))).isEqualTo(commit ? "later" : "theirs");
		assertNothingIsLeft();
	}

	@Test
	void valueIsNotWrittenAfterTheEngineWasClosed() {
		this.transactions.begin();
		compute("key", "mine");
		Call other = joiner("key");

		this.fixture.engine().close();

		assertThat(other.failure()).isInstanceOf(RefCacheException.class)
			.hasMessageContaining("interrupted by shutdown");
		this.transactions.commit();
		assertNothingIsLeft();
		assertThat(this.fixture.store().clear(null)).isZero();
	}

	@Test
	void shutdownWaitsForTheTransaction() {
		this.transactions.begin();
		compute("key", "mine");
		Call stop = this.fixture.start(() -> {
			this.fixture.engine().stop(TIMEOUT);
			return null;
		});
		this.fixture.time().awaitWaiters(1);
		this.transactions.commit();

		assertThat(stop.response()).isNull();
		assertThat(value(compute("key", "never"))).isEqualTo("mine");
	}

	@Test
	void executionTimeoutEndsWithTheBody() {
		this.transactions.begin();
		this.fixture.call(limited(null, "none", TIMEOUT), "key", (context) -> "mine");
		assertThat(this.fixture.timeouts()).isZero();
		this.fixture.time().advance(TIMEOUT);
		this.transactions.commit();

		assertThat(value(compute("key", "never"))).isEqualTo("mine");
	}

	@Test
	void attemptAfterAFailedOneIsHeld() {
		this.transactions.begin();
		CallSpec flaky = retrying(null, "none", RetryOptions.DEFAULTS.withDelay(Duration.ZERO));
		RefResponse<?> response = this.fixture.call(flaky, "key", (context) -> {
			if (context.attempt() == 1) {
				throw new IllegalStateException("first");
			}
			return "second";
		});
		assertThat(value(response)).isEqualTo("second");
		assertThat(status(response.refId())).isEqualTo(TaskStatus.PROCESSING);
		this.transactions.commit();

		assertThat(status(response.refId())).isEqualTo(TaskStatus.COMPLETE);
	}

	@Test
	void retryOfAHeldValueIsRefused() {
		this.transactions.begin();
		String refId = this.fixture.call(spec(null, "none"), "key", (context) -> "mine").refId();
		assertThatExceptionOfType(RetryRefusedException.class).isThrownBy(() -> this.fixture.tasks().retry(refId));
		this.transactions.commit();

		assertThat(status(refId)).isEqualTo(TaskStatus.COMPLETE);
	}

	@Test
	void othersWaitNoLongerThanTheMaximum() {
		this.transactions.begin();
		compute("key", "mine");
		Call other = joiner("key");

		this.fixture.time().advance(Duration.ofMinutes(5));

		assertThat(other.response()).isInstanceOf(AsyncTaskResponse.class);
		this.transactions.commit();
		assertThat(this.fixture.refCache().resolve(other.response().refId(), String.class)).isEqualTo("mine");
	}

	@Test
	void commitOfACancelledValueAsksNothingOfTheStore() {
		Plan plan = new Plan();
		ReferenceStore memory = MemoryStores.create(new ManualClock(), 100, 100);
		try (EngineFixture faulty = EngineFixture
			.with((builder) -> builder.transactions(this.transactions).store(new FaultyStore(memory, plan)))) {
			this.transactions.begin();
			faulty.tasks().cancel(faulty.call(spec(null, "none"), "key", (context) -> "mine").refId());
			plan.fail(Step.END, false);
			this.transactions.commit();

			assertThat(plan.isOver()).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PUBLISH", "END" })
	void failureOfTheStoreHangsNobody(Step step) {
		Plan plan = new Plan();
		ReferenceStore memory = MemoryStores.create(new ManualClock(), 100, 100);
		try (EngineFixture faulty = EngineFixture
			.with((builder) -> builder.transactions(this.transactions).store(new FaultyStore(memory, plan)))) {
			this.transactions.begin();
			plan.fail(step, false);
			Throwable failure = catchThrowable(() -> faulty.call(spec(null, "none"), "key", (context) -> "mine"));
			assertThat(failure != null).isEqualTo(step == Step.PUBLISH);
			Call other = (failure == null) ? faulty.start(HERE, "key", (context) -> "theirs") : null;
			faulty.time().awaitWaiters((other != null) ? 1 : 0);
			this.transactions.commit();

			if (other != null) {
				assertThat(other.failure()).isInstanceOf(RefCacheStoreException.class);
			}
			assertThat(value(faulty.call(HERE, "key", (context) -> "afresh"))).isEqualTo("afresh");
			assertThat(faulty.tasks().active()).isZero();
			assertThat(faulty.engine().flights()).isZero();
		}
	}

	private RefResponse<?> compute(String key, Object value) {
		return this.fixture.call(HERE, key, (context) -> value);
	}

	/** A call of another thread that waits for the value of this one's. */
	private Call joiner(String key) {
		Call call = this.fixture.start(HERE, key, (context) -> "theirs");
		this.fixture.time().awaitWaiters(1);
		return call;
	}

	private void complete(boolean commit) {
		if (commit) {
			this.transactions.commit();
		}
		else {
			this.transactions.rollBack();
		}
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
