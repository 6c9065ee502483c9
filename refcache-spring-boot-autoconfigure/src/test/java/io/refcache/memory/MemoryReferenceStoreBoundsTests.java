package io.refcache.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.refcache.TaskError;
import io.refcache.TaskStatus;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.Operation;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.SignalListener;
import io.refcache.testing.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory store stays within its bounds, and keeps nothing of what is gone.
 */
class MemoryReferenceStoreBoundsTests {

	private static final Operation OPERATION = new Operation("op", "java.lang.String", true);

	private static final TaskError ERROR = new TaskError("Error", "broken", "e1");

	private static final Duration TTL = Duration.ofHours(1);

	private static final Duration KEEP = Duration.ofMinutes(5);

	private static final int MAX_ENTRIES = 50;

	private static final int MAX_RETAINED = 20;

	private final ManualClock clock = new ManualClock();

	private final MemoryReferenceStore store = new MemoryReferenceStore(this.clock,
			new MemoryLimits(MAX_ENTRIES, MAX_RETAINED));

	@Test
	void valuesThatNobodyHoldsAreBounded() {
		for (int i = 0; i < 10 * MAX_ENTRIES; i++) {
			complete(i, false);
		}

		assertThat(this.store.index().cached()).isLessThanOrEqualTo(MAX_ENTRIES);
		assertThat(this.store.index().pinned()).isZero();
		assertThat(this.store.keys()).isEqualTo(this.store.index().cached());
		assertThat(this.store.index().scheduled()).isEqualTo(this.store.index().cached());
	}

	@Test
	void evictedValueIsMissedByKeyAndById() {
		List<RefId> removed = subscribe();
		for (int i = 0; i < 2 * MAX_ENTRIES; i++) {
			complete(i, false);
		}

		assertThat(removed).hasSizeGreaterThanOrEqualTo(MAX_ENTRIES).doesNotHaveDuplicates();
		for (int i = 0; i < 2 * MAX_ENTRIES; i++) {
			boolean gone = removed.contains(id(i));
			assertThat(this.store.find(id(i), Part.FULL) == null).isEqualTo(gone);
			assertThat(this.store.lookup(key(i), Part.FULL) == null).isEqualTo(gone);
		}
	}

	@Test
	void referenceThatIsGivenUpForOthersIsToldOnce() {
		List<RefId> removed = subscribe();
		for (int i = 0; i < 3 * MAX_RETAINED; i++) {
			fail(i);
		}

		assertThat(removed)
			.containsExactlyElementsOf(IntStream.range(0, 2 * MAX_RETAINED).mapToObj((i) -> id(i)).toList());
	}

	@Test
	void publishedValueThatIsEvictedIsToldOnce() {
		for (int i = 0; i < MAX_RETAINED; i++) {
			complete(i, true);
		}
		this.store.sweep(Duration.ZERO, 1000);
		List<RefId> removed = subscribe();
		for (int i = 1000; i < 1000 + 10 * MAX_ENTRIES; i++) {
			complete(i, false);
		}

		for (int i = 0; i < MAX_RETAINED; i++) {
			boolean gone = this.store.find(id(i), Part.HEAD) == null;
			assertThat(removed.contains(id(i))).isEqualTo(gone);
		}
		assertThat(removed).doesNotHaveDuplicates()
			.hasSize(MAX_RETAINED + 10 * MAX_ENTRIES - this.store.index().cached());
	}

	@Test
	void evictionIsToldOutsideTheCache() {
		List<String> callers = new ArrayList<>();
		this.store.subscribe(new SignalListener() {
			@Override
			public void removed(RefId id) {
				StackWalker.getInstance().forEach((frame) -> callers.add(frame.getClassName()));
			}
		});
		for (int i = 0; i < 2 * MAX_ENTRIES; i++) {
			complete(i, false);
		}

		assertThat(callers).isNotEmpty().noneMatch((name) -> name.startsWith("com.github.benmanes"));
	}

	@Test
	void cleanupTellsOfEachBeforeItRemovesTheNext() {
		List<Integer> left = new ArrayList<>();
		this.store.subscribe(new SignalListener() {
			@Override
			public void removed(RefId id) {
				left.add(MemoryReferenceStoreBoundsTests.this.store.index().cached());
			}
		});
		for (int i = 0; i < 3; i++) {
			complete(i, false);
		}
		this.clock.advance(TTL.plusSeconds(1));

		assertThat(this.store.sweep(null, 1000).total()).isEqualTo(3);
		assertThat(left).containsExactly(2, 1, 0);
	}

	@Test
	void runsThatHaveNotEndedAreNeverEvicted() {
		for (int i = 0; i < 10 * MAX_ENTRIES; i++) {
			claim(i);
		}
		for (int i = 1000; i < 1000 + 10 * MAX_ENTRIES; i++) {
			complete(i, i % 2 == 0);
		}

		for (int i = 0; i < 10 * MAX_ENTRIES; i++) {
			assertThat(this.store.find(id(i), Part.HEAD)).isNotNull();
			assertThat(this.store.lookup(key(i), Part.HEAD)).isNotNull();
		}
	}

	@Test
	void retriedTaskIsNotEvictedForItsOldFailure() {
		fail(0);
		this.store.update(id(0), Guard.failedWithFreeKey(0), Change.retry(7, null, Duration.ZERO));

		for (int i = 1; i <= 10 * MAX_RETAINED; i++) {
			fail(i);
		}

		assertThat(this.store.find(id(0), Part.HEAD)).isNotNull();
	}

	@Test
	void retryThatHoldsNoKeyLeavesNoneBehind() {
		fail(0);
		this.store.update(id(0), Guard.failedWithFreeKey(99), Change.retry(7, null, Duration.ZERO));
		assertThat(this.store.keys()).as("refused").isZero();
		this.store.update(id(0), Guard.failedWithFreeKey(0), Change.retry(7, null, Duration.ZERO));
		assertThat(this.store.keys()).as("taken").isEqualTo(1);
		this.store.detach(key(0), null);
		this.store.update(id(0), Guard.failedWithFreeKey(0), Change.retry(7, null, Duration.ZERO));
		assertThat(this.store.keys()).as("repeated").isZero();
	}

	@Test
	void retainedFailuresAreBoundedOldestFirst() {
		for (int i = 0; i < 3 * MAX_RETAINED; i++) {
			fail(i);
		}

		assertThat(this.store.index().retained()).isEqualTo(MAX_RETAINED);
		assertThat(this.store.index().pinned()).isEqualTo(MAX_RETAINED);
		for (int i = 0; i < 3 * MAX_RETAINED; i++) {
			assertThat(this.store.find(id(i), Part.HEAD) != null).isEqualTo(i >= 2 * MAX_RETAINED);
		}
	}

	@Test
	void whatWasReadGoesBeforeWhatWasNot() {
		for (int i = 0; i < MAX_RETAINED; i++) {
			fail(i);
		}
		this.store.find(id(5), Part.FULL);
		this.store.find(id(3), Part.FULL);
		this.store.find(id(3), Part.FULL);
		this.store.find(id(8), Part.HEAD);

		fail(100);
		fail(101);
		fail(102);

		assertThat(this.store.find(id(5), Part.HEAD)).isNull();
		assertThat(this.store.find(id(3), Part.HEAD)).isNull();
		assertThat(this.store.find(id(0), Part.HEAD)).isNull();
		assertThat(this.store.find(id(8), Part.HEAD)).isNotNull();
		assertThat(this.store.find(id(1), Part.HEAD)).isNotNull();
	}

	@Test
	void oldestOfThoseThatWereReadGoesFirst() {
		for (int i = 0; i < MAX_RETAINED; i++) {
			fail(i);
		}
		this.store.find(id(9), Part.FULL);
		this.store.find(id(4), Part.FULL);

		fail(100);

		assertThat(this.store.find(id(4), Part.HEAD)).isNull();
		assertThat(this.store.find(id(9), Part.HEAD)).isNotNull();
	}

	@Test
	void whatWasReadInAnEarlierAttemptIsUnread() {
		for (int i = 0; i < MAX_RETAINED; i++) {
			fail(i);
		}
		this.store.find(id(MAX_RETAINED - 1), Part.FULL);
		this.store.update(id(MAX_RETAINED - 1), Guard.failedWithFreeKey(MAX_RETAINED - 1),
				Change.retry(7, null, Duration.ZERO));
		this.store.update(id(MAX_RETAINED - 1), Guard.running(7), Change.fail(ERROR, KEEP));

		fail(100);

		assertThat(this.store.find(id(MAX_RETAINED - 1), Part.HEAD)).isNotNull();
		assertThat(this.store.find(id(0), Part.HEAD)).isNull();
	}

	@Test
	void shorterRetentionIsOverFirst() {
		fail(0, KEEP.multipliedBy(2));
		fail(1, KEEP);
		this.store.find(id(0), Part.FULL);
		this.store.find(id(1), Part.FULL);
		this.clock.advance(KEEP);

		assertThat(this.store.sweep(null, 1).total()).isEqualTo(1);

		assertThat(this.store.index().pinned()).isEqualTo(1);
		assertThat(this.store.find(id(0), Part.HEAD)).isNotNull();
	}

	@Test
	void freshValueThatIsGivenUpStaysAsLongAsThereIsRoom() {
		for (int i = 0; i < MAX_RETAINED + 10; i++) {
			complete(i, true);
		}

		assertThat(this.store.index().retained()).isEqualTo(MAX_RETAINED);
		for (int i = 0; i < MAX_RETAINED + 10; i++) {
			assertThat(this.store.lookup(key(i), Part.FULL)).isNotNull();
			assertThat(this.store.find(id(i), Part.FULL)).isNotNull();
		}
		for (int i = 1000; i < 1000 + 10 * MAX_ENTRIES; i++) {
			complete(i, false);
		}
		for (int i = 10; i < MAX_RETAINED + 10; i++) {
			assertThat(this.store.find(id(i), Part.FULL)).as("within retention").isNotNull();
		}
	}

	@Test
	void valueWhoseRetentionIsOverIsBoundedLikeAnyOther() {
		for (int i = 0; i < MAX_RETAINED; i++) {
			complete(i, true);
		}
		this.clock.advance(KEEP);
		this.store.sweep(null, 1000);

		assertThat(this.store.index().pinned()).isZero();
		assertThat(this.store.index().retained()).isZero();
		assertThat(this.store.index().cached()).isEqualTo(MAX_RETAINED);
		this.clock.advance(TTL);
		assertThat(this.store.sweep(null, 1000).removed()).containsOnly(Map.entry(TaskStatus.COMPLETE, MAX_RETAINED));
		assertEmpty();
	}

	@Test
	void freshValueThatEndedLongerAgoThanTheAgeOnlyLosesItsPin() {
		complete(0, true);
		fail(1);
		this.clock.advance(Duration.ofSeconds(1));
		complete(2, true);

		assertThat(this.store.sweep(Duration.ofSeconds(1), 1000).removed())
			.containsOnly(Map.entry(TaskStatus.FAILED, 1));

		assertThat(this.store.index().pinned()).isEqualTo(1);
		assertThat(this.store.index().retained()).isEqualTo(1);
		assertThat(this.store.index().cached()).isEqualTo(1);
		assertThat(this.store.lookup(key(0), Part.FULL)).isNotNull();
	}

	@Test
	void nothingStaysAfterManyStepsOfOneThread() {
		Random random = new Random(42);
		for (int i = 0; i < 50_000; i++) {
			step(random);
		}

		endAll();
		assertEmpty();
	}

	@Test
	void nothingStaysAfterManyStepsOfManyThreads() throws Exception {
		int threads = 4;
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				Random random = new Random(i);
				futures.add(pool.submit(() -> {
					start.await();
					for (int j = 0; j < 20_000; j++) {
						step(random);
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> future : futures) {
				future.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			pool.shutdownNow();
		}

		endAll();
		assertEmpty();
	}

	/**
	 * A step on few keys and few references, so that steps meet often.
	 */
	private void step(Random random) {
		int number = random.nextInt(60);
		long run = random.nextInt(3);
		RefId id = id(number);
		switch (random.nextInt(14)) {
			case 0, 1, 2 -> this.store.claim(key(number % 10), draft(number, run, random.nextBoolean()), null);
			case 3 -> this.store.claim(key(number % 10), value(number, run), null);
			case 4 -> this.store.update(id, Guard.running(run), Change.start());
			case 5 -> this.store.update(id, Guard.running(run), Change.succeed("v", TTL, KEEP, false, false));
			case 6 -> this.store.update(id, Guard.running(run), Change.fail(ERROR, KEEP));
			case 7 -> this.store.update(id, Guard.unended(), Change.publishing());
			case 8 -> this.store.update(id, Guard.unended(), Change.cancel(KEEP));
			case 9 ->
				this.store.update(id, Guard.failedWithFreeKey(run), Change.retry((run + 1) % 3, null, Duration.ZERO));
			case 10 -> this.store.remove(id);
			case 11 -> this.store.detach(key(number % 10), null);
			case 12 -> this.store.find(id, Part.FULL);
			default -> {
				this.clock.advance(Duration.ofSeconds(random.nextInt(20)));
				this.store.sweep((random.nextInt(4) == 0) ? Duration.ofMinutes(1) : null, random.nextInt(5));
			}
		}
		if (random.nextInt(500) == 0) {
			this.store.clear("public");
		}
	}

	private void endAll() {
		for (int i = 0; i < 60; i++) {
			this.store.update(id(i), Guard.unended(), Change.cancel(KEEP));
		}
		this.clock.advance(Duration.ofHours(3));
		for (int i = 0; i < 3; i++) {
			this.store.sweep(null, Integer.MAX_VALUE);
			this.clock.advance(Duration.ofHours(3));
		}
	}

	private void assertEmpty() {
		assertThat(this.store.index().pinned()).as("pinned").isZero();
		assertThat(this.store.index().cached()).as("cached").isZero();
		assertThat(this.store.index().retained()).as("retained").isZero();
		assertThat(this.store.index().listed()).as("listed").isZero();
		assertThat(this.store.index().scheduled()).as("scheduled").isZero();
		assertThat(this.store.keys()).as("keys").isZero();
		assertThat(this.store.leases()).as("leases").isZero();
	}

	private List<RefId> subscribe() {
		List<RefId> removed = new ArrayList<>();
		this.store.subscribe(new SignalListener() {
			@Override
			public void removed(RefId id) {
				removed.add(id);
			}
		});
		return removed;
	}

	private void claim(int number) {
		this.store.claim(key(number), draft(number, number, false), null);
	}

	private void complete(int number, boolean publish) {
		claim(number);
		this.store.update(id(number), Guard.running(number), Change.succeed("value", TTL, KEEP, publish, false));
	}

	private void fail(int number) {
		fail(number, KEEP);
	}

	private void fail(int number, Duration keep) {
		claim(number);
		this.store.update(id(number), Guard.unended(), Change.publishing());
		this.store.update(id(number), Guard.running(number), Change.fail(ERROR, keep));
	}

	private static Draft draft(int number, long run, boolean leased) {
		return Draft.run(id(number), OPERATION, Protection.of("public"), TaskStatus.PENDING, run, "node",
				leased ? Duration.ofSeconds(30) : null);
	}

	private static Draft value(int number, long run) {
		return Draft.value(id(number), OPERATION, Protection.of("public"), run, "node", "put", TTL, KEEP);
	}

	private static RefId id(int number) {
		return new RefId("test", 1, number);
	}

	private static CacheKey key(int number) {
		return new CacheKey("op", "public", new Object[] { number });
	}

}
