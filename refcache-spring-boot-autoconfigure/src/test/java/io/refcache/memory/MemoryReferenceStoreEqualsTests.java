package io.refcache.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

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
import io.refcache.store.ReferenceRecord;
import io.refcache.store.SignalListener;
import io.refcache.store.StepResult;
import io.refcache.testing.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The memory store compares arguments to find a key that it is given, and at no other
 * time: theirs may be an {@code equals} that works on the threads of callers only.
 */
class MemoryReferenceStoreEqualsTests {

	private static final Operation OPERATION = new Operation("op", "java.lang.String", true);

	private static final TaskError ERROR = new TaskError("Error", "broken", "e1");

	private static final Duration TTL = Duration.ofHours(1);

	private static final Duration KEEP = Duration.ofMinutes(5);

	private final ManualClock clock = new ManualClock();

	private final MemoryReferenceStore store = new MemoryReferenceStore(this.clock, new MemoryLimits(20, 20));

	private final List<RefId> removed = new ArrayList<>();

	private boolean comparing;

	private int comparisons;

	@Test
	void argumentsThatCannotBeComparedFailTheStepThatIsGivenThem() {
		claim(1, "key");

		assertThatIllegalStateException().isThrownBy(() -> this.store.lookup(key("key"), Part.FULL));
		assertThatIllegalStateException().isThrownBy(() -> this.store.claim(key("key"), draft(2), null));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void endOfARunWhoseKeyWasHeldBeforeComparesNothing(boolean published) {
		expired(1, "key");
		claim(2, "key");
		if (published) {
			this.store.update(id(2), Guard.unended(), Change.publishing());
		}

		StepResult result = this.store.update(id(2), Guard.running(2), Change.fail(ERROR, KEEP));

		assertThat(result).isInstanceOf(StepResult.Applied.class);
		assertThat(this.store.keys()).isZero();
		assertNothingStays();
	}

	@Test
	void sweepOfAReferenceWhoseKeyIsAnothersByNowComparesNothing() {
		subscribe();
		failed(1, "key");
		claim(2, "key");

		this.clock.advance(KEEP);
		this.store.sweep(null, 10);

		assertThat(this.removed).containsExactly(id(1));
		assertThat(lookup("key").id()).isEqualTo(id(2));
		this.store.update(id(2), Guard.unended(), Change.cancel(KEEP));
		assertNothingStays();
	}

	@Test
	void endOfARetryThatTookItsKeyFromAnExpiredValueComparesNothing() {
		failed(1, "key");
		complete(2, "key", Duration.ofSeconds(1));
		this.clock.advance(Duration.ofSeconds(2));

		assertThat(retry(1)).isInstanceOf(StepResult.Applied.class);
		assertThat(lookup("key").id()).isEqualTo(id(1));
		this.store.update(id(1), Guard.unended(), Change.cancel(KEEP));

		assertThat(this.store.keys()).isZero();
		assertNothingStays();
	}

	@Test
	void manyStepsCompareOnlyToFindAKey() {
		for (int seed = 0; seed < 20; seed++) {
			Random random = new Random(seed);
			for (int i = 0; i < 5000; i++) {
				step(random, seed * 10_000 + i);
			}
			for (int i = 0; i < 5000; i++) {
				this.store.update(id(seed * 10_000 + i), Guard.unended(), Change.cancel(KEEP));
			}
			assertNothingStays();
		}
	}

	private void step(Random random, int number) {
		String key = "key " + random.nextInt(30);
		int other = number - random.nextInt(60);
		switch (random.nextInt(12)) {
			case 0, 1, 2 -> claim(number, key);
			case 3 -> this.store.update(id(other), Guard.unended(), Change.publishing());
			case 4, 5 -> this.store.update(id(other), Guard.running(other),
					Change.succeed("value", random.nextBoolean() ? TTL : KEEP, KEEP, random.nextBoolean(), false));
			case 6 -> this.store.update(id(other), Guard.running(other), Change.fail(ERROR, KEEP));
			case 7 -> this.store.update(id(other), Guard.unended(), Change.cancel(KEEP));
			case 8 -> retry(other);
			case 9 -> comparing(() -> this.store.detach(key(key), null));
			case 10 -> this.store.remove(id(other));
			default -> {
				this.clock.advance(KEEP.dividedBy(5));
				if (random.nextInt(10) == 0) {
					this.store.sweep(null, 10);
				}
			}
		}
	}

	private void assertNothingStays() {
		for (int i = 0; i < 3; i++) {
			this.clock.advance(TTL.multipliedBy(3));
			this.store.sweep(null, Integer.MAX_VALUE);
		}
		assertThat(this.comparisons).as("comparisons").isZero();
		assertThat(this.store.keys()).as("keys").isZero();
		assertThat(this.store.index().pinned()).as("pinned").isZero();
		assertThat(this.store.index().cached()).as("cached").isZero();
	}

	private void expired(int number, String key) {
		complete(number, key, Duration.ofSeconds(1));
		this.clock.advance(Duration.ofSeconds(2));
	}

	private void complete(int number, String key, Duration ttl) {
		claim(number, key);
		this.store.update(id(number), Guard.running(number), Change.succeed("value", ttl, KEEP, false, false));
	}

	private void failed(int number, String key) {
		claim(number, key);
		this.store.update(id(number), Guard.unended(), Change.publishing());
		this.store.update(id(number), Guard.running(number), Change.fail(ERROR, KEEP));
	}

	private void claim(int number, String key) {
		comparing(() -> this.store.claim(key(key), draft(number), null));
	}

	private StepResult retry(int number) {
		return comparing(() -> this.store.update(id(number), Guard.failedWithFreeKey(number),
				Change.retry(number + 1_000_000, null, Duration.ZERO)));
	}

	private ReferenceRecord lookup(String key) {
		return comparing(() -> this.store.lookup(key(key), Part.FULL));
	}

	private <T> T comparing(Supplier<T> step) {
		this.comparing = true;
		try {
			return step.get();
		}
		finally {
			this.comparing = false;
		}
	}

	private void subscribe() {
		this.store.subscribe(new SignalListener() {
			@Override
			public void removed(RefId id) {
				MemoryReferenceStoreEqualsTests.this.removed.add(id);
			}
		});
	}

	private CacheKey key(String value) {
		return new CacheKey("op", "public", new Object[] { new Argument(value) });
	}

	private static Draft draft(int number) {
		return Draft.run(id(number), OPERATION, Protection.of("public"), TaskStatus.PENDING, number, "node", null);
	}

	private static RefId id(int number) {
		return new RefId("test", 1, number);
	}

	/**
	 * As an entity that loads what it compares, on some threads only.
	 */
	private final class Argument {

		private final String value;

		private Argument(String value) {
			this.value = value;
		}

		@Override
		public boolean equals(Object other) {
			if (!MemoryReferenceStoreEqualsTests.this.comparing) {
				MemoryReferenceStoreEqualsTests.this.comparisons++;
				throw new IllegalStateException("Not on this thread");
			}
			return other instanceof Argument that && this.value.equals(that.value);
		}

		@Override
		public int hashCode() {
			return this.value.hashCode();
		}

	}

}
