package io.refcache.memory;

import java.time.Duration;

import io.refcache.store.ReferenceRecord;
import io.refcache.testing.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day of many short tasks leaves the memory store as it was.
 */
class MemoryReferenceStoreChurnTests {

	private static final int MAX_ENTRIES = 4000;

	private static final int MAX_RETAINED = 2000;

	private static final int DAY = (int) Duration.ofDays(1).toSeconds();

	private static final int HOUR = (int) Duration.ofHours(1).toSeconds();

	private static final int MINUTE = (int) Duration.ofMinutes(1).toSeconds();

	private final ManualClock clock = new ManualClock();

	private final MemoryReferenceStore store = new MemoryReferenceStore(this.clock,
			new MemoryLimits(MAX_ENTRIES, MAX_RETAINED));

	private final Churn churn = new Churn(this.store, this.clock);

	private int mostCached;

	private int mostRetained;

	@Test
	void aDayOfTenTasksASecondStaysWithinBoundsAndLeavesNothing() {
		for (int second = 1; second <= DAY; second++) {
			passSecond(second);
			for (int i = 0; i < 10; i++) {
				this.churn.submit();
			}
			this.churn.endWhatIsDue();
		}
		assertThat(this.mostCached).as("the bound was reached").isGreaterThan(MAX_ENTRIES * 9 / 10);
		assertThat(this.mostRetained).as("the bound was reached").isGreaterThan(MAX_RETAINED * 9 / 10);
		this.churn.seen().forEach((what, count) -> assertThat(count).as(what).isGreaterThan(1000));

		for (int second = DAY + 1; second <= DAY + 2 * HOUR; second++) {
			passSecond(second);
			this.churn.endWhatIsDue();
		}
		assertThat(this.churn.running()).isZero();
		assertThat(this.store.index().pinned()).as("pinned").isZero();
		assertThat(this.store.index().cached()).as("cached").isZero();
		assertThat(this.store.index().retained()).as("retained").isZero();
		assertThat(this.store.index().listed()).as("listed").isZero();
		assertThat(this.store.index().scheduled()).as("scheduled").isZero();
		assertThat(this.store.keys()).as("keys").isZero();
		assertThat(this.store.leases()).as("leases").isZero();
	}

	private void passSecond(int second) {
		this.clock.advance(Duration.ofSeconds(1));
		if (second % MINUTE == 0) {
			this.churn.sweep((second % HOUR == 0) ? Duration.ofMinutes(2) : null);
			checkBounds();
		}
		if (second % HOUR == 0) {
			checkRecords();
		}
	}

	private void checkBounds() {
		EntryIndex index = this.store.index();
		this.mostCached = Math.max(this.mostCached, index.cached());
		this.mostRetained = Math.max(this.mostRetained, index.retained());
		assertThat(index.cached()).as("cached").isLessThanOrEqualTo(MAX_ENTRIES);
		assertThat(index.retained()).as("retained").isLessThanOrEqualTo(MAX_RETAINED);
		assertThat(index.pinned()).as("pinned").isEqualTo(this.churn.running() + index.retained());
		assertThat(index.scheduled()).as("scheduled").isEqualTo(index.cached());
		assertThat(this.store.leases()).as("leases").isLessThanOrEqualTo(this.churn.running());
	}

	private void checkRecords() {
		int attached = 0;
		for (MemoryEntry entry : this.store.index().all()) {
			ReferenceRecord record = entry.record();
			assertThat(record).isNotNull();
			assertThat(record.keptUntil()).as(record.toString()).isGreaterThan(this.clock.millis());
			attached += record.detached() ? 0 : 1;
		}
		assertThat(this.store.keys()).as("keys").isEqualTo(attached);
	}

}
