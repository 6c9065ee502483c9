package io.refcache.store;

import java.time.Duration;

import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.store.Scenario.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends: what stays of a run.
 */
interface EndContract extends StoreContract {

	@Test
	default void endOfAnUnpublishedRunWritesStatusAndValue() {
		Reference reference = scenario().unpublished(TaskStatus.PROCESSING);
		advance(Duration.ofSeconds(3));

		ReferenceRecord record = scenario().apply(reference, Guard.running(reference.run()), Scenario.succeed("value"));

		assertThat(record.status()).isEqualTo(TaskStatus.COMPLETE);
		assertThat(record.value()).isEqualTo("value");
		assertThat(record.endedAt()).isEqualTo(record.startedAt() + 3000);
		assertThat(record.freshUntil()).isEqualTo(record.endedAt() + Scenario.TTL.toMillis());
		assertThat(record.keptUntil()).isEqualTo(record.freshUntil());
		assertThat(record.published()).isFalse();
	}

	@Test
	default void publishedValueIsKeptForTheRetentionIfThatIsLonger() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		scenario().apply(reference, Guard.running(reference.run()),
				Change.succeed("value", Duration.ofSeconds(1), Scenario.KEEP, false, false));

		advance(Duration.ofSeconds(1));
		assertThat(store().lookup(reference.key(), Part.FULL)).isNull();
		advance(Scenario.KEEP.minusMillis(1001));
		assertThat(store().find(reference.id(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("value");
		advance(Duration.ofMillis(1));
		assertThat(store().find(reference.id(), Part.FULL)).isNull();
	}

	@Test
	default void endCanPublish() {
		Reference reference = scenario().unpublished(TaskStatus.PROCESSING);
		scenario().apply(reference, Guard.running(reference.run()),
				Change.succeed("value", Duration.ofSeconds(1), Scenario.KEEP, true, false));

		advance(Duration.ofSeconds(2));

		assertThat(store().find(reference.id(), Part.FULL)).extracting(ReferenceRecord::published).isEqualTo(true);
	}

	@Test
	default void unpublishedValueIsGoneWithItsTime() {
		Reference reference = scenario().unpublished(TaskStatus.PROCESSING);
		scenario().apply(reference, Guard.running(reference.run()),
				Change.succeed("value", Duration.ofSeconds(1), Scenario.KEEP, false, false));

		advance(Duration.ofMillis(999));
		assertThat(store().lookup(reference.key(), Part.FULL)).isNotNull();
		advance(Duration.ofMillis(1));
		assertThat(store().lookup(reference.key(), Part.FULL)).isNull();
		assertThat(store().find(reference.id(), Part.FULL)).isNull();
	}

	@Test
	default void valueWithoutExpiryStays() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		scenario().apply(reference, Guard.running(reference.run()),
				Change.succeed("value", null, Scenario.KEEP, false, false));

		advance(Duration.ofDays(100_000));
		store().sweep(null, 100);

		assertThat(store().lookup(reference.key(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("value");
		assertThat(store().find(reference.id(), Part.FULL)).isNotNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "COMPLETE", "FAILED", "CANCELLED" })
	default void timesTooLongToCountAreForEver(TaskStatus end) {
		Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		Change change = switch (end) {
			case FAILED -> Change.fail(Scenario.error(), forEver);
			case CANCELLED -> Change.cancel(forEver);
			default -> Change.succeed("value", forEver, forEver, false, false);
		};
		scenario().apply(reference, Guard.unended(), change);

		advance(Duration.ofDays(100_000));
		store().sweep(null, 100);

		assertThat(store().find(reference.id(), Part.FULL)).extracting(ReferenceRecord::status).isEqualTo(end);
	}

	@Test
	default void valueThatMustNotBeCachedResolvesButDoesNotHit() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		scenario().apply(reference, Guard.running(reference.run()),
				Change.succeed("value", Scenario.TTL, Scenario.KEEP, false, true));

		assertThat(store().lookup(reference.key(), Part.FULL)).isNull();
		assertThat(store().find(reference.id(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("value");
		advance(Scenario.KEEP);
		assertThat(store().find(reference.id(), Part.FULL)).isNull();
	}

	@Test
	default void valueThatMustNotBeCachedAndNobodyKnowsLeavesNothing() {
		Reference reference = scenario().unpublished(TaskStatus.PROCESSING);

		ReferenceRecord record = scenario().apply(reference, Guard.running(reference.run()),
				Change.succeed("value", Scenario.TTL, Scenario.KEEP, false, true));

		assertThat(record.value()).isEqualTo("value");
		assertThat(store().find(reference.id(), Part.FULL)).isNull();
	}

	@Test
	default void repeatedEndChangesNothing() {
		Reference reference = scenario().published(TaskStatus.COMPLETE);
		advance(Duration.ofSeconds(5));

		ReferenceRecord again = scenario().apply(reference, Guard.running(reference.run()), Scenario.succeed("late"));

		assertThat(again.value()).isEqualTo("value");
		assertThat(again.endedAt()).isLessThan(again.createdAt() + 5000);
	}

	@Test
	default void publishedFailureTellsItsError() {
		Reference reference = scenario().published(TaskStatus.FAILED);

		ReferenceRecord record = store().find(reference.id(), Part.HEAD);

		assertThat(record).isNotNull();
		assertThat(record.error()).isEqualTo(Scenario.error());
		assertThat(record.keptUntil()).isEqualTo(record.endedAt() + Scenario.KEEP.toMillis());
	}

	@Test
	default void loserGetsTheRecordThatWon() {
		Reference reference = scenario().published(TaskStatus.CANCELLED);

		StepResult result = store().update(reference.id(), Guard.running(reference.run()), Scenario.succeed("late"));

		assertThat(result).isInstanceOfSatisfying(StepResult.Refused.class, (refused) -> {
			assertThat(refused.current().status()).isEqualTo(TaskStatus.CANCELLED);
			assertThat(refused.current().value()).isNull();
		});
	}

	@Test
	default void removedReferenceIsNotMadeAgainByItsRun() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		Event.DELETE.take(store(), reference);

		for (Event late : new Event[] { Event.START, Event.SUCCEED, Event.FAIL, Event.RETRY_LATER, Event.PUBLISH,
				Event.UNLESS, Event.RETRY, Event.CANCEL, Event.LAPSE, Event.TAKE_OVER }) {
			assertThat(late.take(store(), reference)).as(late.name()).isEqualTo("gone");
		}
		assertThat(Event.PROGRESS.take(store(), reference)).isEqualTo("false");
		assertThat(Event.RENEW.take(store(), reference)).isEqualTo("lost GONE");
		assertThat(store().find(reference.id(), Part.FULL)).isNull();
		assertThat(store().lookup(reference.key(), Part.FULL)).isNull();
		assertThat(store().list(Query.ALL, null, 10).records()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "COMPLETE", "FAILED", "CANCELLED" })
	default void overdueReferenceIsGoneBeforeItIsSwept(TaskStatus status) {
		Reference reference = scenario().published(status);
		advance(Scenario.TTL);

		assertThat(Event.UNLESS.take(store(), reference)).isEqualTo("gone");
		assertThat(Event.RETRY.take(store(), reference)).isEqualTo("gone");
		assertThat(Event.SUCCEED.take(store(), reference)).isEqualTo("gone");
		assertThat(store().remove(reference.id())).isFalse();
		assertThat(store().clear(null)).isZero();
		assertThat(store().list(Query.ALL, null, 10).records()).isEmpty();
	}

	@Test
	default void progressIsSeenByIdAndInLists() {
		Reference reference = scenario().unpublished(TaskStatus.PROCESSING);
		TaskProgress progress = TaskProgress.of(3, 10, "reading");

		store().progress(reference.id(), reference.run(), progress);

		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::progress).isEqualTo(progress);
		assertThat(store().list(Query.ALL, null, 10).records()).extracting(ReferenceRecord::progress)
			.containsExactly(progress);
	}

	@Test
	default void lastProgressStaysWithTheEnd() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		store().progress(reference.id(), reference.run(), TaskProgress.of(9, 10, null));
		Event.FAIL.take(store(), reference);

		store().progress(reference.id(), reference.run(), TaskProgress.of(10, 10, null));

		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::progress)
			.isEqualTo(TaskProgress.of(9, 10, null));
	}

	@Test
	default void progressExtendsNoLease() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		advance(Scenario.LEASE);
		Event.PROGRESS.take(store(), reference);

		assertThat(Event.LAPSE.take(store(), reference)).isEqualTo("applied");
	}

	@Test
	default void renewedLeaseCountsFromTheRenewal() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		advance(Scenario.LEASE.minusMillis(1));
		Event.RENEW.take(store(), reference);
		advance(Scenario.LEASE.minusMillis(1));

		assertThat(Event.LAPSE.take(store(), reference)).isEqualTo("refused");
		advance(Duration.ofMillis(1));
		assertThat(Event.LAPSE.take(store(), reference)).isEqualTo("applied");
	}

	@Test
	default void ownerThatComesBackAfterALapseIsTooLate() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		advance(Scenario.LEASE);
		Event.LAPSE.take(store(), reference);

		assertThat(Event.SUCCEED.take(store(), reference)).isEqualTo("refused");
		assertThat(Event.RENEW.take(store(), reference)).isEqualTo("lost ENDED");
	}

	@Test
	default void takeOverIsAnAttemptOfAnotherOwner() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		advance(Scenario.LEASE);
		Event.TAKE_OVER.take(store(), reference);

		ReferenceRecord record = store().find(reference.id(), Part.HEAD);

		assertThat(record).isNotNull();
		assertThat(record.owner()).isEqualTo("other");
		assertThat(record.run()).isEqualTo(reference.nextRun());
		assertThat(record.attempt()).isEqualTo(2);
		assertThat(Event.SUCCEED.take(store(), reference)).isEqualTo("refused");
		assertThat(Event.RENEW.take(store(), reference)).isEqualTo("lost FENCED");
		assertThat(Event.TAKE_OVER.take(store(), reference)).as("repeated").isEqualTo("applied");
		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::attempt).isEqualTo(2);
	}

}
