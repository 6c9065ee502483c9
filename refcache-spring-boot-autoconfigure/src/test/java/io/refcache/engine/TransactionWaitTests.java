package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.CacheResponse;
import io.refcache.CircularCallException;
import io.refcache.RefResponse;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import io.refcache.testing.ManualTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.refcache.testing.EngineFixture.key;
import static io.refcache.testing.EngineFixture.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Nobody waits for a transaction that cannot complete meanwhile: who would computes
 * plainly.
 */
@Timeout(60)
class TransactionWaitTests {

	private static final Duration LONG = Duration.ofHours(1);

	private static final CallSpec HERE = plain(null, "none");

	private final ManualTransactions transactions = new ManualTransactions();

	private final EngineFixture fixture = EngineFixture.with((builder) -> builder.transactions(this.transactions));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void nestedTransactionComputesPlainly() {
		this.transactions.begin();
		compute("key", "outer");

		this.transactions.begin();
		RefResponse<?> nested = compute("key", "nested");
		this.transactions.commit();

		assertThat(value(nested)).isEqualTo("nested");
		assertThat(nested.refId()).isNull();
		assertThat(value(compute("key", "never"))).isEqualTo("outer");
		this.transactions.commit();
		assertThat(value(compute("key", "never"))).isEqualTo("outer");
		assertNothingIsLeft();
	}

	@Test
	void callWhileTheTransactionIsSuspendedComputesPlainly() {
		this.transactions.begin();
		compute("key", "outer");

		assertThat(value(this.transactions.suspended(() -> compute("key", "plain")))).isEqualTo("plain");

		this.transactions.commit();
		assertThat(value(compute("key", "never"))).isEqualTo("outer");
	}

	@Test
	void failureOfThePlainComputationIsTheCallers() {
		this.transactions.begin();
		compute("key", "outer");
		IllegalStateException failure = new IllegalStateException("plain");

		this.transactions.begin();
		assertThatThrownBy(() -> this.fixture.call(HERE, "key", (context) -> {
			throw failure;
		})).isSameAs(failure);
		this.transactions.rollBack();
		this.transactions.commit();

		assertThat(value(compute("key", "never"))).isEqualTo("outer");
	}

	@Test
	void nestedTransactionOfItsOwnKeyCommitsBeforeTheOuterOne() {
		this.transactions.begin();
		this.transactions.begin();
		compute("key", "inner");
		Call other = this.fixture.start(HERE, "key", (context) -> "theirs");
		this.transactions.commit();

		assertThat(value(other.response())).isEqualTo("inner");
		this.transactions.rollBack();
		assertThat(value(compute("key", "never"))).isEqualTo("inner");
	}

	@Test
	void transactionsThatWouldWaitForEachOtherDoNot() {
		this.transactions.begin();
		compute("a", "a of this");
		Call other = this.fixture.start(() -> {
			this.transactions.begin();
			compute("b", "b of other");
			RefResponse<?> a = compute("a", "never");
			this.transactions.commit();
			return a;
		});
		this.fixture.time().awaitWaiters(1);

		RefResponse<?> b = compute("b", "b of this");
		assertThat(value(b)).isEqualTo("b of this");
		assertThat(b.refId()).isNull();
		this.transactions.commit();

		assertThat(value(other.response())).isEqualTo("a of this");
		assertThat(value(compute("b", "never"))).isEqualTo("b of other");
		assertNothingIsLeft();
	}

	@Test
	void callDoesNotWaitForATaskThatWaitsForItsTransaction() {
		this.transactions.begin();
		compute("held", "mine");
		Gate gate = new Gate("b");
		CallSpec patient = plain(LONG, "pool");
		Call task = this.fixture.start(patient, "task", (context) -> {
			gate.compute(context);
			return "task of " + value(this.fixture.engine().call(HERE, key("held"), (inner) -> "never"));
		});
		gate.awaitEntered().open();
		this.fixture.time().awaitWaiters(2);

		assertThat(value(this.fixture.call(HERE, "task", (context) -> "plainly"))).isEqualTo("plainly");
		this.transactions.commit();

		assertThat(value(task.response())).isEqualTo("task of mine");
		assertNothingIsLeft();
	}

	@Test
	void taskDoesNotWaitForATransactionThatWaitsForIt() {
		Gate gate = new Gate("b");
		Call task = this.fixture.start(plain(LONG, "pool"), "task", (context) -> {
			gate.compute(context);
			return "task of " + value(this.fixture.engine().call(HERE, key("held"), (inner) -> "its own"));
		});
		gate.awaitEntered();
		AtomicReference<Object> seen = new AtomicReference<>();
		Call caller = this.fixture.start(() -> {
			this.transactions.begin();
			compute("held", "mine");
			RefResponse<?> response = this.fixture.call(HERE, "task", (context) -> "never");
			seen.set(this.transactions.current());
			this.transactions.commit();
			return response;
		});
		this.fixture.time().awaitWaiters(2);
		gate.open();

		assertThat(value(caller.response())).isEqualTo("task of its own");
		assertThat(value(task.response())).isEqualTo("task of its own");
		assertThat(seen.get()).isNotNull();
		assertNothingIsLeft();
	}

	@Test
	void circleOfComputationsInATransactionIsStillRefused() {
		this.transactions.begin();
		compute("other", "held");
		Throwable failure = catchThrowable(() -> this.fixture.call(HERE, "key",
				(context) -> this.fixture.engine().call(HERE, key("key"), (inner) -> "never")));

		assertThat(failure).isExactlyInstanceOf(CircularCallException.class);
		this.transactions.commit();
		assertNothingIsLeft();
	}

	private RefResponse<?> compute(String key, Object value) {
		return this.fixture.call(HERE, key, (context) -> value);
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
