package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.LogRecorder;
import io.refcache.testing.ManualTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.key;
import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A run on another thread does not see what its caller has written, which is told once.
 */
class TransactionWarningTests {

	private static final CallSpec ON_EXECUTOR = spec(Duration.ZERO, "manual");

	private final ManualTransactions transactions = new ManualTransactions();

	private final EngineFixture fixture = EngineFixture.with((builder) -> builder.transactions(this.transactions));

	private final LogRecorder log = LogRecorder.of("io.refcache.engine.Transactions");

	@AfterEach
	void close() {
		this.fixture.close();
		this.log.close();
	}

	@Test
	void callOnAnExecutorWithinAWritingTransactionIsWarnedOfOnce() {
		this.transactions.begin();
		this.fixture.call(ON_EXECUTOR, "a", (context) -> "a");
		this.fixture.call(ON_EXECUTOR, "b", (context) -> "b");
		this.transactions.commit();
		this.transactions.begin();
		this.fixture.call(ON_EXECUTOR, "c", (context) -> "c");
		this.transactions.commit();

		assertWarnedOnce();
	}

	@Test
	void futureWithinAWritingTransactionIsWarnedOf() {
		this.transactions.begin();
		this.fixture.callAsync(staged(null, "manual"), "key", (context) -> CompletableFuture.completedFuture("key"));
		this.transactions.commit();

		assertWarnedOnce();
	}

	@Test
	void callThatJoinsIsWarnedOf() {
		this.fixture.call(ON_EXECUTOR, "key", (context) -> "key");
		this.transactions.begin();
		this.fixture.call(ON_EXECUTOR, "key", (context) -> "key");
		this.transactions.commit();

		assertWarnedOnce();
	}

	@Test
	void thereIsNoWarningWithoutATransaction() {
		this.fixture.call(ON_EXECUTOR, "key", (context) -> "key");

		assertThat(this.log.events()).isEmpty();
	}

	@Test
	void thereIsNoWarningInATransactionThatOnlyReads() {
		this.transactions.beginReadOnly();
		this.fixture.call(ON_EXECUTOR, "key", (context) -> "key");
		this.transactions.commit();

		assertThat(this.log.events()).isEmpty();
	}

	@Test
	void thereIsNoWarningForAHit() {
		this.fixture.call(ON_EXECUTOR, "key", (context) -> "key");
		this.fixture.manual().runAll();
		this.transactions.begin();
		this.fixture.call(ON_EXECUTOR, "key", (context) -> "never");
		this.transactions.commit();

		assertThat(this.log.events()).isEmpty();
	}

	@Test
	void thereIsNoWarningForARunOnTheCallersThread() {
		this.transactions.begin();
		this.fixture.call(plain(null, "none"), "outer",
				(context) -> this.fixture.engine().call(ON_EXECUTOR, key("inner"), (inner) -> "inline"));
		this.transactions.commit();

		assertThat(this.log.events()).isEmpty();
	}

	private void assertWarnedOnce() {
		assertThat(this.log.events()).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getFormattedMessage()).startsWith("'test' is called inside a transaction")
				.endsWith("call it before or after the transaction, or without asyncTimeout");
		});
	}

}
