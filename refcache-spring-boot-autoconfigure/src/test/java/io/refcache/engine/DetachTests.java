package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.CacheResponse;
import io.refcache.TaskContext;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.TaskCancelledException;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.store.Draft;
import io.refcache.store.Operation;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.testing.DelegatingStore;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What was deleted or cleared is never served to a call that comes later.
 */
class DetachTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private final AtomicReference<Runnable> afterLookup = new AtomicReference<>();

	private final EngineFixture fixture = new EngineFixture(10_000, (store) -> new HookedStore(store));

	private final Gate old = new Gate("old");

	@AfterEach
	void close() {
		this.old.open();
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "clear", "detach" })
	void callAfterAClearGetsARunOfItsOwn(String how) {
		Call running = this.fixture.start(spec(TIMEOUT, "pool"), "key", this.old);
		this.old.awaitEntered();

		cutOff(how);

		assertThat(value(this.fixture.call(spec(null, "none"), "key", (progress) -> "new"))).isEqualTo("new");
		this.old.open();
		assertThat(value(running.response())).isEqualTo("old");
		assertThat(value(this.fixture.call(spec(null, "none"), "key", (progress) -> "other"))).isEqualTo("new");
		assertThat(this.fixture.engine().flights()).isZero();
	}

	@Test
	void callsAfterAClearMeetEachOther() {
		this.fixture.start(spec(TIMEOUT, "pool"), "key", this.old);
		this.old.awaitEntered();
		this.fixture.refCache().clear("public");
		Gate next = new Gate("new");
		Call first = this.fixture.start(spec(TIMEOUT, "pool"), "key", next);
		next.awaitEntered();
		Call second = this.fixture.start(spec(TIMEOUT, "pool"), "key", next);
		this.fixture.time().awaitWaiters(3);

		next.open();

		assertThat(value(first.response())).isEqualTo("new");
		assertThat(value(second.response())).isEqualTo("new");
		assertThat(next.runs()).isEqualTo(1);
	}

	@Test
	void referenceThatWasClearedWhileItRanStillAnswers() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (progress) -> "old").refId();
		this.fixture.refCache().clear("public");
		this.fixture.manual().runAll();

		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("old");
		assertThat(value(this.fixture.call(spec(null, "none"), "key", (progress) -> "new"))).isEqualTo("new");
		this.fixture.time().advance(EngineFixture.RETENTION);
		assertThat(this.fixture.refCache().exists(refId)).isFalse();
	}

	@Test
	void runThatWasClearedUnpublishedLeavesNothing() {
		Call running = this.fixture.start(plain(TIMEOUT, "pool"), "key", this.old);
		this.old.awaitEntered();
		this.fixture.refCache().clear("public");
		this.old.open();

		assertThat(value(running.response())).isEqualTo("old");
		assertThat(this.fixture.store().clear(null)).isZero();
	}

	@Test
	void deletedRunIsCancelledAndGone() {
		Call running = this.fixture.start(spec(TIMEOUT, "pool"), "key", this.old);
		this.old.awaitEntered();
		String refId = this.fixture.tasks().list(null, 1).get(0).refId();

		assertThat(this.fixture.refCache().delete(refId)).isTrue();

		assertThat(running.failure()).isInstanceOf(TaskCancelledException.class);
		assertThatExceptionOfType(RefNotFoundException.class).isThrownBy(() -> this.fixture.refCache().get(refId));
		assertThat(value(this.fixture.call(spec(null, "none"), "key", (progress) -> "new"))).isEqualTo("new");
		assertThat(this.fixture.refCache().delete(refId)).isFalse();
	}

	@Test
	void deletedValueIsComputedAgain() {
		String refId = this.fixture.call(spec(null, "none"), "key", (progress) -> "old").refId();

		assertThat(this.fixture.refCache().delete(refId)).isTrue();

		assertThat(value(this.fixture.call(spec(null, "none"), "key", (progress) -> "new"))).isEqualTo("new");
	}

	@Test
	void valueThatMustNotBeCachedIsComputedAgain() {
		Work uncacheable = new Work() {
			@Override
			public Object compute(TaskContext context) {
				return "old";
			}

			@Override
			public boolean isCacheable(Object value) {
				return false;
			}
		};
		RefResponse<?> response = this.fixture.call(spec(null, "none"), "key", uncacheable);

		assertThat(this.fixture.refCache().resolve(response.refId(), String.class)).isEqualTo("old");
		assertThat(value(this.fixture.call(spec(null, "none"), "key", (progress) -> "new"))).isEqualTo("new");
	}

	@Test
	void callDoesNotJoinOneThatFoundAValueBeforeItsDeletion() throws Exception {
		CountDownLatch found = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		Call leader = startLeaderThatFindsAValue(found, goOn);
		found.await(20, TimeUnit.SECONDS);
		this.fixture.store().remove(new RefId("test", 1, 1));

		Call later = this.fixture.start(spec(null, "none"), "key", (progress) -> "new");
		this.fixture.time().awaitWaiters(1);
		goOn.countDown();

		assertThat(value(leader.response())).isEqualTo("old");
		assertThat(value(later.response())).isEqualTo("new");
	}

	@Test
	void futureDoesNotJoinACallThatFoundAValueBeforeItsDeletion() throws Exception {
		CountDownLatch found = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		Call leader = startLeaderThatFindsAValue(found, goOn);
		found.await(20, TimeUnit.SECONDS);
		this.fixture.store().remove(new RefId("test", 1, 1));

		CompletableFuture<RefResponse<?>> later = this.fixture.callAsync(spec(TIMEOUT, "direct"), "key",
				(progress) -> "new");
		goOn.countDown();

		assertThat(value(leader.response())).isEqualTo("old");
		assertThat(value(later.orTimeout(20, TimeUnit.SECONDS).join())).isEqualTo("new");
	}

	/**
	 * A call that misses, finds a value that somebody put meanwhile when it looks again,
	 * and stands still then.
	 */
	private Call startLeaderThatFindsAValue(CountDownLatch found, CountDownLatch goOn) {
		this.afterLookup.set(() -> {
			Draft draft = Draft.value(new RefId("test", 1, 1), new Operation("test", "Object", true),
					Protection.of("public"), 1, "node", "old", null, EngineFixture.RETENTION);
			this.fixture.store().claim(EngineFixture.key("key"), draft, null);
			this.afterLookup.set(() -> {
				found.countDown();
				try {
					goOn.await(20, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					throw new AssertionError(ex);
				}
			});
		});
		return this.fixture.start(spec(null, "none"), "key", (progress) -> "never");
	}

	private void cutOff(String how) {
		if (how.equals("clear")) {
			this.fixture.refCache().clear("public");
		}
		else {
			this.fixture.store().detach(EngineFixture.key("key"), null);
		}
	}

	private static Object value(RefResponse<?> response) {
		return ((CacheResponse.Complete<?>) response).value();
	}

	/**
	 * Stands still after a lookup if it is told to.
	 */
	private final class HookedStore extends DelegatingStore {

		private HookedStore(ReferenceStore delegate) {
			super(delegate);
		}

		@Override
		public ReferenceRecord lookup(CacheKey key, Part part) {
			ReferenceRecord record = super.lookup(key, part);
			Runnable hook = DetachTests.this.afterLookup.getAndSet(null);
			if (hook != null) {
				hook.run();
			}
			return record;
		}

	}

}
