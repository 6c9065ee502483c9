package io.refcache.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.refcache.TaskStatus;
import io.refcache.store.Scenario.Reference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Sweeps: what goes when its time is over, or is said to be.
 */
interface SweepContract extends StoreContract {

	@Test
	default void sweepRemovesWhatIsOverAndCountsItByState() {
		scenario().published(TaskStatus.COMPLETE);
		scenario().unpublished(TaskStatus.COMPLETE);
		scenario().published(TaskStatus.FAILED);
		scenario().published(TaskStatus.CANCELLED);
		Reference running = scenario().published(TaskStatus.PROCESSING);
		advance(Scenario.TTL);

		Map<TaskStatus, Integer> removed = sweepAll(null);

		assertThat(removed).containsOnly(Map.entry(TaskStatus.COMPLETE, 2), Map.entry(TaskStatus.FAILED, 1),
				Map.entry(TaskStatus.CANCELLED, 1));
		assertThat(store().list(Query.ALL, null, 100).records()).extracting(ReferenceRecord::id)
			.containsExactly(running.id());
		assertThat(store().sweep(null, 100).total()).isZero();
	}

	@Test
	default void sweepLeavesValuesThatAreFresh() {
		Reference published = scenario().published(TaskStatus.COMPLETE);
		Reference unpublished = scenario().unpublished(TaskStatus.COMPLETE);
		advance(Scenario.KEEP);

		assertThat(sweepAll(null)).isEmpty();

		for (Reference reference : List.of(published, unpublished)) {
			assertThat(store().lookup(reference.key(), Part.FULL)).isNotNull();
			assertThat(store().find(reference.id(), Part.FULL)).isNotNull();
		}
		advance(Scenario.TTL.minus(Scenario.KEEP));
		assertThat(sweepAll(null)).containsOnly(Map.entry(TaskStatus.COMPLETE, 2));
	}

	@Test
	default void sweepRemovesNoMoreThanItsLimit() {
		for (int i = 0; i < 4; i++) {
			scenario().published(TaskStatus.COMPLETE);
			scenario().unpublished(TaskStatus.COMPLETE);
			scenario().published(TaskStatus.FAILED);
		}
		advance(Scenario.TTL);

		int total = 0;
		for (int i = 0; i < 12; i++) {
			int removed = store().sweep(null, 2).total();
			assertThat(removed).isLessThanOrEqualTo(2);
			total += removed;
		}

		assertThat(total).isEqualTo(12);
	}

	@Test
	default void sweepReportsLapsedRunsAndLeavesThem() {
		Reference lapsed = scenario().published(TaskStatus.PROCESSING);
		advance(Scenario.LEASE);
		Reference live = scenario().published(TaskStatus.PROCESSING);

		for (int i = 0; i < 2; i++) {
			assertThat(store().sweep(null, 100).lapsed()).containsOnly(Map.entry(lapsed.id(), lapsed.run()));
		}

		assertThat(store().find(lapsed.id(), Part.HEAD)).extracting(ReferenceRecord::status)
			.isEqualTo(TaskStatus.PROCESSING);
		Event.LAPSE.take(store(), lapsed);
		assertThat(store().sweep(null, 100).lapsed()).isEmpty();
		assertThat(store().find(live.id(), Part.HEAD)).isNotNull();
	}

	@Test
	default void shorterRetentionEndsEarlierForFailuresAndCancellations() {
		Reference failed = scenario().published(TaskStatus.FAILED);
		Reference cancelled = scenario().published(TaskStatus.CANCELLED);
		advance(Duration.ofSeconds(30));
		Reference later = scenario().published(TaskStatus.FAILED);
		advance(Duration.ofSeconds(29));

		assertThat(sweepAll(Duration.ofMinutes(1))).isEmpty();
		advance(Duration.ofSeconds(1));
		assertThat(sweepAll(Duration.ofMinutes(1))).containsOnly(Map.entry(TaskStatus.FAILED, 1),
				Map.entry(TaskStatus.CANCELLED, 1));

		assertThat(store().find(failed.id(), Part.HEAD)).isNull();
		assertThat(store().find(cancelled.id(), Part.HEAD)).isNull();
		assertThat(store().find(later.id(), Part.HEAD)).isNotNull();
		assertThat(sweepAll(null)).as("for one sweep only").isEmpty();
		assertThat(sweepAll(Duration.ZERO)).containsOnly(Map.entry(TaskStatus.FAILED, 1));
	}

	@Test
	default void shorterRetentionLeavesFreshValues() {
		Reference published = scenario().published(TaskStatus.COMPLETE);
		Reference unpublished = scenario().unpublished(TaskStatus.COMPLETE);

		assertThat(sweepAll(Duration.ZERO)).isEmpty();

		for (Reference reference : List.of(published, unpublished)) {
			assertThat(store().lookup(reference.key(), Part.FULL)).isNotNull();
			assertThat(store().find(reference.id(), Part.FULL)).isNotNull();
		}
		advance(Scenario.TTL);
		assertThat(sweepAll(null)).containsOnly(Map.entry(TaskStatus.COMPLETE, 2));
	}

	@Test
	default void shorterRetentionEndsEarlierForValuesThatDoNotHit() {
		Reference stale = scenario().published(TaskStatus.PROCESSING);
		scenario().apply(stale, Guard.running(stale.run()),
				Change.succeed("value", Duration.ofSeconds(1), Scenario.KEEP, false, false));
		Reference detached = scenario().published(TaskStatus.COMPLETE);
		Event.DETACH.take(store(), detached);
		advance(Duration.ofSeconds(1));

		assertThat(sweepAll(Duration.ofSeconds(1))).containsOnly(Map.entry(TaskStatus.COMPLETE, 2));

		assertThat(store().find(stale.id(), Part.HEAD)).isNull();
		assertThat(store().find(detached.id(), Part.HEAD)).isNull();
	}

	@Test
	default void shorterRetentionLeavesWhatRuns() {
		scenario().published(TaskStatus.PENDING);
		scenario().unpublished(TaskStatus.PROCESSING);
		Reference retried = scenario().published(TaskStatus.FAILED);
		Event.RETRY.take(store(), retried);
		advance(Scenario.TTL);

		assertThat(sweepAll(Duration.ZERO)).isEmpty();

		assertThat(store().list(Query.ALL, null, 100).records()).hasSize(3);
	}

	@Test
	default void longerAgeThanRetentionChangesNothing() {
		Reference reference = scenario().published(TaskStatus.FAILED);
		advance(Scenario.KEEP.minusMillis(1));

		assertThat(sweepAll(Scenario.TTL)).isEmpty();
		assertThat(sweepAll(Duration.ofSeconds(Long.MAX_VALUE))).isEmpty();
		advance(Duration.ofMillis(1));
		assertThat(sweepAll(Scenario.TTL)).containsOnly(Map.entry(TaskStatus.FAILED, 1));
		assertThat(store().find(reference.id(), Part.HEAD)).isNull();
	}

	@Test
	default void limitCountsWhatIsOverByAgeAndByTime() {
		scenario().published(TaskStatus.FAILED);
		scenario().published(TaskStatus.CANCELLED);
		scenario().unpublished(TaskStatus.COMPLETE);
		advance(Scenario.TTL);
		scenario().published(TaskStatus.FAILED);
		scenario().published(TaskStatus.FAILED);

		for (int removed : new int[] { 3, 2, 0 }) {
			assertThat(store().sweep(Duration.ZERO, 3).total()).isEqualTo(removed);
		}
	}

	@Test
	default void shorterRetentionKeepsTheLimit() {
		for (int i = 0; i < 5; i++) {
			scenario().published(TaskStatus.FAILED);
			scenario().published(TaskStatus.COMPLETE);
		}

		for (int removed : new int[] { 2, 2, 1, 0 }) {
			assertThat(store().sweep(Duration.ZERO, 2).total()).isEqualTo(removed);
		}
	}

	@Test
	default void longRetentionHoldsBackNoShorterOne() {
		for (Duration keep : List.of(Duration.ofDays(2), Scenario.KEEP, Duration.ofDays(1), Scenario.KEEP)) {
			Reference reference = scenario().published(TaskStatus.PROCESSING);
			scenario().apply(reference, Guard.running(reference.run()), Change.fail(Scenario.error(), keep));
			store().find(reference.id(), Part.FULL);
		}
		advance(Scenario.KEEP);

		assertThat(sweepAll(null)).containsOnly(Map.entry(TaskStatus.FAILED, 2));
		advance(Duration.ofDays(1));
		assertThat(sweepAll(null)).containsOnly(Map.entry(TaskStatus.FAILED, 1));
	}

	@Test
	default void orderOfReadingHoldsBackNothing() {
		List<Reference> failed = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			failed.add(scenario().published(TaskStatus.FAILED));
			advance(Duration.ofSeconds(10));
		}
		Collections.reverse(failed);
		failed.forEach((reference) -> store().find(reference.id(), Part.FULL));

		assertThat(sweepAll(Duration.ofSeconds(25))).containsOnly(Map.entry(TaskStatus.FAILED, 2));
		advance(Scenario.KEEP.minusSeconds(20));
		assertThat(sweepAll(null)).containsOnly(Map.entry(TaskStatus.FAILED, 1));
	}

	@Test
	default void negativeAgeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> store().sweep(Duration.ofMillis(-1), 10))
			.withMessage("'maxAge' (PT-0.001S) must not be negative");
	}

	private Map<TaskStatus, Integer> sweepAll(Duration maxAge) {
		Map<TaskStatus, Integer> removed = new EnumMap<>(TaskStatus.class);
		// A store may only come round to some of it later.
		for (int i = 0; i < 3; i++) {
			store().sweep(maxAge, 100).removed().forEach((status, count) -> removed.merge(status, count, Integer::sum));
		}
		return removed;
	}

}
