package io.refcache.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.Actor;
import io.refcache.CallOptions;
import io.refcache.CacheResponse;
import io.refcache.EntryOptions;
import io.refcache.RefCacheStoreException;
import io.refcache.store.CacheKey;
import io.refcache.store.RefId;
import io.refcache.testing.DelegatingStore;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.Gate;
import io.refcache.testing.LogRecorder;
import io.refcache.testing.ManualTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that are evicted: the next call computes, and nothing that was handed out is lost.
 */
class EvictionTests {

	private static final CallOptions OPTIONS = CallOptions.of("operation", "key");

	private final ManualTransactions transactions = new ManualTransactions();

	private final EngineFixture fixture = EngineFixture.with((builder) -> builder.transactions(this.transactions));

	private final AtomicInteger runs = new AtomicInteger();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void valueThatChangesWhileItIsComputedIsComputedAgain() {
		AtomicInteger table = new AtomicInteger(1);
		Gate late = new Gate("late");
		Thread reader = new Thread(() -> this.fixture.refCache().call(OPTIONS, (context) -> {
			int read = table.get();
			try {
				late.compute(context);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return read;
		}));
		reader.start();
		late.awaitEntered();
		table.set(2);
		assertThat(this.fixture.refCache().invalidate(OPTIONS)).isTrue();
		Object young = compute(table);
		late.open();
		join(reader);

		assertThat(young).isEqualTo(2);
		assertThat(compute(table)).isEqualTo(2);
	}

	@Test
	void referenceThatWasHandedOutStillResolves() {
		String refId = this.fixture.refCache().call(OPTIONS, (context) -> "old").refId();
		this.fixture.refCache().invalidate(OPTIONS);

		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("old");
		assertThat(this.fixture.refCache().call(OPTIONS, (context) -> "new").refId()).isNotEqualTo(refId);
	}

	@Test
	void whatOthersComputeBeforeTheCommitIsEvictedAfterIt() {
		call();
		this.transactions.begin();
		this.fixture.refCache().invalidate(OPTIONS);
		elsewhere(this::call);
		assertThat(this.runs).hasValue(2);
		this.transactions.commit();
		call();

		assertThat(this.runs).hasValue(3);
	}

	@Test
	void rollbackEvictsNothingMore() {
		call();
		this.transactions.begin();
		this.fixture.refCache().invalidate(OPTIONS);
		elsewhere(this::call);
		this.transactions.rollBack();
		call();

		assertThat(this.runs).hasValue(2);
	}

	@Test
	void storeThatFailsAfterTheCommitIsInTheLog() {
		AtomicInteger detachments = new AtomicInteger();
		Evictions evictions = new Evictions(new DelegatingStore(this.fixture.store()) {
			@Override
			public boolean detach(CacheKey key, RefId expected) {
				if (detachments.incrementAndGet() == 2) {
					throw new RefCacheStoreException("expected", null);
				}
				return super.detach(key, expected);
			}
		}, this.transactions, (caller) -> false);
		try (LogRecorder log = LogRecorder.of("io.refcache.engine.Evictions")) {
			this.transactions.begin();
			evictions.evict(List.of(EngineFixture.key("key")));
			this.transactions.commit();

			assertThat(log.messages())
				.containsExactly("What a transaction has changed could not be evicted after its commit");
		}
	}

	@Test
	void keyOfAnotherNamespaceStays() {
		call();
		assertThat(this.fixture.refCache().invalidate(OPTIONS.withNamespace("other"))).isFalse();
		assertThat(this.fixture.refCache().as(Actor.user("bob")).invalidate(OPTIONS)).isTrue();
		call();

		assertThat(this.runs).hasValue(2);
	}

	@Test
	void keyThatWasSetIsNoOperation() {
		this.fixture.refCache().set("key", "value", EntryOptions.DEFAULTS);

		assertThat(this.fixture.refCache().invalidate(CallOptions.of("set", "key"))).isFalse();
	}

	private Object compute(AtomicInteger table) {
		return ((CacheResponse.Complete<?>) this.fixture.refCache().call(OPTIONS, (context) -> table.get())).value();
	}

	private static void elsewhere(Runnable action) {
		Thread thread = new Thread(action);
		thread.start();
		join(thread);
	}

	private static void join(Thread thread) {
		try {
			thread.join(20_000);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		assertThat(thread.isAlive()).isFalse();
	}

	private void call() {
		this.fixture.refCache().call(OPTIONS, (context) -> this.runs.incrementAndGet());
	}

}
