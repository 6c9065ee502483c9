package io.refcache.memory;

import java.time.Duration;

import io.refcache.TaskStatus;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.Operation;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.testing.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is hit is worth keeping, however the hits are spread.
 */
class MemoryReferenceStoreHitTests {

	private static final Operation OPERATION = new Operation("op", "java.lang.String", true);

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration MOMENT = Duration.ofMillis(128);

	private static final int MAX_ENTRIES = 50;

	private final ManualClock clock = new ManualClock();

	private final MemoryReferenceStore store = new MemoryReferenceStore(this.clock,
			new MemoryLimits(MAX_ENTRIES, MAX_ENTRIES));

	@Test
	void newcomerThatIsHitInSeveralMomentsStays() {
		fill();
		complete(1000, 1001);
		for (int i = 0; i < 10; i++) {
			hit(1000, 1);
			this.clock.advance(MOMENT);
		}
		complete(2000, 2000 + MAX_ENTRIES);

		assertThat(isThere(1000)).isTrue();
		assertThat(isThere(2000)).as("is hit by nobody").isFalse();
	}

	@Test
	void hitsOfOneMomentCountOnce() {
		fill();
		complete(1000, 1001);
		hit(1000, 10);
		complete(2000, 2000 + MAX_ENTRIES);

		assertThat(isThere(1000)).isFalse();
	}

	@Test
	void firstHitIsNotedWheneverItIs() {
		complete(0, 1);
		MemoryEntry entry = this.store.index().all().iterator().next();
		for (long now = 0; now < MOMENT.toMillis() << Short.SIZE; now += MOMENT.toMillis()) {
			assertThat(new MemoryEntry(entry.record()).touch(now)).isTrue();
		}
		assertThat(entry.touch(0)).isTrue();
		assertThat(entry.touch(MOMENT.toMillis() - 1)).isFalse();
		assertThat(entry.touch(MOMENT.toMillis())).isTrue();
		assertThat(entry.touch(0)).as("clock that was put back").isTrue();
	}

	/** With what is hit more than once. */
	private void fill() {
		complete(0, MAX_ENTRIES);
		for (int i = 0; i < 4 * MAX_ENTRIES; i++) {
			hit(i % MAX_ENTRIES, 1);
			this.clock.advance(MOMENT);
		}
	}

	private void complete(int first, int end) {
		for (int i = first; i < end; i++) {
			this.store.claim(key(i),
					Draft.run(id(i), OPERATION, Protection.of("public"), TaskStatus.PROCESSING, i, "node", null), null);
			this.store.update(id(i), Guard.running(i), Change.succeed("value", HOUR, HOUR, false, false));
		}
	}

	private void hit(int number, int times) {
		for (int i = 0; i < times; i++) {
			assertThat(this.store.lookup(key(number), Part.FULL)).isNotNull();
		}
	}

	/** A look that counts as no hit. */
	private boolean isThere(int number) {
		return this.store.index().all().stream().anyMatch((entry) -> key(number).equals(entry.key()));
	}

	private static RefId id(int number) {
		return new RefId("test", 1, number);
	}

	private static CacheKey key(int number) {
		return new CacheKey("op", "public", new Object[] { number });
	}

}
