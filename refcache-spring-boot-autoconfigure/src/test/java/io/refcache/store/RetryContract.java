package io.refcache.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.refcache.RetryInfo;
import io.refcache.TaskError;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.store.Scenario.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Retries: what becomes of a run that gets another attempt.
 */
interface RetryContract extends StoreContract {

	@Test
	default void attemptThatIsToComeWaitsUnderTheNextRun() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		store().progress(reference.id(), reference.run(), TaskProgress.of(1, 2, null));
		Event.RETRY_LATER.take(store(), reference);

		ReferenceRecord record = store().find(reference.id(), Part.HEAD);

		assertThat(record).isNotNull();
		assertThat(record.status()).isEqualTo(TaskStatus.PENDING);
		assertThat(record.run()).isEqualTo(reference.nextRun());
		assertThat(record.attempt()).isEqualTo(2);
		assertThat(record.startedAt()).isEqualTo(ReferenceRecord.UNSET);
		assertThat(record.notBefore()).isGreaterThanOrEqualTo(record.createdAt() + 1000);
		assertThat(record.progress()).isNull();
		assertThat(record.error()).isNull();
		assertThat(record.published()).isTrue();
		assertThat(record.retryHistory()).extracting(RetryInfo::attempt).containsExactly(1);
		assertThat(record.retryHistory()).extracting(RetryInfo::error).containsExactly(Scenario.error());
		assertThat(Event.SUCCEED.take(store(), reference)).as("old run").isEqualTo("refused");
		assertThat(Event.RETRY_LATER.take(store(), reference)).as("repeated").isEqualTo("applied");
		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::attempt).isEqualTo(2);
		Reference next = new Reference(reference.id(), reference.key(), reference.nextRun());
		assertThat(Event.START.take(store(), next)).isEqualTo("applied");
		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::notBefore)
			.isEqualTo(ReferenceRecord.UNSET);
	}

	@Test
	default void attemptThatIsCancelledWaitsForNothing() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		Event.RETRY_LATER.take(store(), reference);
		Event.CANCEL.take(store(), reference);

		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::notBefore)
			.isEqualTo(ReferenceRecord.UNSET);
	}

	@Test
	default void attemptOfADetachedRunDoesNotTakeTheKeyBack() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		Event.DETACH.take(store(), reference);

		Event.RETRY_LATER.take(store(), reference);

		assertThat(store().lookup(reference.key(), Part.HEAD)).isNull();
	}

	@Test
	default void retriedTaskStartsOver() {
		Reference reference = scenario().published(TaskStatus.FAILED);
		Event.RETRY.take(store(), reference);

		ReferenceRecord record = store().lookup(reference.key(), Part.HEAD);

		assertThat(record).isNotNull();
		assertThat(record.id()).isEqualTo(reference.id());
		assertThat(record.run()).isEqualTo(reference.nextRun());
		assertThat(record.attempt()).isEqualTo(2);
		assertThat(record.detached()).isFalse();
		assertThat(record.published()).isTrue();
		assertThat(record.endedAt()).isEqualTo(ReferenceRecord.UNSET);
		assertThat(record.keptUntil()).isEqualTo(ReferenceRecord.NEVER);
		assertThat(record.error()).isNull();
		assertThat(record.retryHistory()).extracting(RetryInfo::error).containsExactly(Scenario.error());
		assertThat(Event.RETRY.take(store(), reference)).as("repeated").isEqualTo("applied");
		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::attempt).isEqualTo(2);
	}

	@Test
	default void retriedTaskOutlivesTheRetentionOfItsFailure() {
		Reference reference = scenario().published(TaskStatus.FAILED);
		Event.RETRY.take(store(), reference);

		advance(Scenario.TTL);
		store().sweep(null, 100);

		assertThat(store().find(reference.id(), Part.HEAD)).isNotNull();
		Reference next = new Reference(reference.id(), reference.key(), reference.nextRun());
		Event.SUCCEED.take(store(), next);
		assertThat(store().lookup(reference.key(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("late");
		advance(Scenario.TTL.minusMillis(1));
		store().sweep(null, 100);
		assertThat(store().find(reference.id(), Part.FULL)).isNotNull();
	}

	@Test
	default void leaseOfARetriedTaskCountsFromTheRetry() {
		Reference reference = scenario().published(TaskStatus.FAILED);
		advance(Scenario.LEASE);
		Change retry = new Change(TaskStatus.PENDING, reference.nextRun(), "other", Scenario.LEASE, Duration.ZERO, null,
				null, null, null, false, false, false);
		scenario().apply(reference, Guard.failedWithFreeKey(reference.run()), retry);

		assertThat(store().sweep(null, 100).lapsed()).isEmpty();
		advance(Scenario.LEASE);
		assertThat(store().sweep(null, 100).lapsed()).containsEntry(reference.id(), reference.nextRun());
	}

	@ParameterizedTest
	@EnumSource(names = { "PENDING", "PROCESSING", "COMPLETE" })
	default void retryIsSupersededByAHolderOfTheKey(TaskStatus status) {
		Reference failed = scenario().published(TaskStatus.FAILED);
		Reference holder = new Reference(scenario().none().id(), failed.key(), 1);
		scenario().claimed(holder);
		if (status == TaskStatus.PROCESSING) {
			Event.START.take(store(), holder);
		}
		if (status == TaskStatus.COMPLETE) {
			Event.SUCCEED.take(store(), holder);
		}

		assertThat(Event.RETRY.take(store(), failed)).isEqualTo("refused");

		assertThat(store().find(failed.id(), Part.HEAD)).extracting(ReferenceRecord::status)
			.isEqualTo(TaskStatus.FAILED);
		assertThat(store().lookup(failed.key(), Part.HEAD)).extracting(ReferenceRecord::id).isEqualTo(holder.id());
	}

	@ParameterizedTest
	@EnumSource(names = { "FAIL", "CANCEL", "DETACH" })
	default void retryTakesAKeyThatItsHolderLeft(Event left) {
		Reference failed = scenario().published(TaskStatus.FAILED);
		Reference holder = scenario().claimed(new Reference(scenario().none().id(), failed.key(), 1));
		left.take(store(), holder);

		assertThat(Event.RETRY.take(store(), failed)).isEqualTo("applied");

		assertThat(store().lookup(failed.key(), Part.HEAD)).extracting(ReferenceRecord::id).isEqualTo(failed.id());
		if (left == Event.DETACH) {
			Event.SUCCEED.take(store(), holder);
			assertThat(store().lookup(failed.key(), Part.HEAD)).extracting(ReferenceRecord::id).isEqualTo(failed.id());
		}
	}

	@Test
	default void retryTakesAKeyWhoseHolderIsStale() {
		Reference failed = scenario().published(TaskStatus.FAILED);
		Reference holder = scenario().claimed(new Reference(scenario().none().id(), failed.key(), 1));
		scenario().apply(holder, Guard.unended(), Change.publishing());
		scenario().apply(holder, Guard.running(holder.run()),
				Change.succeed("stale", Duration.ofSeconds(1), Scenario.KEEP, false, false));
		advance(Duration.ofSeconds(1));

		assertThat(Event.RETRY.take(store(), failed)).isEqualTo("applied");

		assertThat(store().lookup(failed.key(), Part.HEAD)).extracting(ReferenceRecord::id).isEqualTo(failed.id());
		assertThat(store().find(holder.id(), Part.HEAD)).extracting(ReferenceRecord::detached).isEqualTo(true);
	}

	@Test
	default void secondRetryWithAnotherRunIsRefused() {
		Reference failed = scenario().published(TaskStatus.FAILED);
		Event.RETRY.take(store(), failed);

		StepResult second = store().update(failed.id(), Guard.failedWithFreeKey(failed.run()),
				Change.retry(99, null, Duration.ZERO));

		assertThat(second).isInstanceOfSatisfying(StepResult.Refused.class,
				(refused) -> assertThat(refused.current().run()).isEqualTo(failed.nextRun()));
	}

	@Test
	default void attemptThatNeedNotWaitHasNoTime() {
		Reference automatic = scenario().published(TaskStatus.PROCESSING);
		Reference manual = scenario().published(TaskStatus.FAILED);

		scenario().apply(automatic, Guard.running(automatic.run()),
				Change.retry(automatic.nextRun(), Scenario.error(), Duration.ZERO));
		Event.RETRY.take(store(), manual);

		for (Reference reference : List.of(automatic, manual)) {
			assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::notBefore)
				.isEqualTo(ReferenceRecord.UNSET);
		}
	}

	@Test
	default void attemptsAreCountedWhoeverAsksForThem() {
		Reference first = scenario().published(TaskStatus.PROCESSING);
		Event.RETRY_LATER.take(store(), first);
		Reference second = new Reference(first.id(), first.key(), first.nextRun());
		Event.START.take(store(), second);
		Event.FAIL.take(store(), second);
		Event.RETRY.take(store(), second);

		ReferenceRecord record = store().find(first.id(), Part.HEAD);

		assertThat(record).isNotNull();
		assertThat(record.attempt()).isEqualTo(3);
		assertThat(record.retryHistory()).extracting(RetryInfo::attempt).containsExactly(1, 2);
	}

	@Test
	default void historyTellsWhenAnAttemptFailedNotWhenTheNextWasAskedFor() {
		Reference automatic = scenario().published(TaskStatus.PROCESSING);
		Reference manual = scenario().published(TaskStatus.FAILED);
		ReferenceRecord failed = store().find(manual.id(), Part.HEAD);
		advance(Duration.ofSeconds(7));

		Event.RETRY_LATER.take(store(), automatic);
		Event.RETRY.take(store(), manual);

		assertThat(failed).isNotNull();
		assertThat(historyOf(manual)).extracting(RetryInfo::timestamp)
			.containsExactly(Instant.ofEpochMilli(failed.endedAt()));
		assertThat(historyOf(automatic)).extracting(RetryInfo::timestamp)
			.containsExactly(Instant.ofEpochMilli(failed.endedAt() + 7000));
	}

	@Test
	default void historyKeepsTheNewestAttempts() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		int retries = ReferenceRecord.MAX_RETRY_HISTORY + 5;
		for (int i = 0; i < retries; i++) {
			scenario().apply(reference, Guard.running(reference.run() + i),
					Change.retry(reference.run() + i + 1, new TaskError("Error", "broken " + i, "e"), Duration.ZERO));
		}

		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::attempt).isEqualTo(retries + 1);
		assertThat(historyOf(reference)).hasSize(ReferenceRecord.MAX_RETRY_HISTORY);
		assertThat(historyOf(reference).get(0).attempt()).isEqualTo(6);
		assertThat(historyOf(reference).get(ReferenceRecord.MAX_RETRY_HISTORY - 1).attempt()).isEqualTo(retries);
	}

	@Test
	default void progressIsThatOfTheAttempt() {
		Reference first = scenario().published(TaskStatus.PROCESSING);
		store().progress(first.id(), first.run(), TaskProgress.of(9, 10, "almost"));
		Event.FAIL.take(store(), first);
		Event.RETRY.take(store(), first);
		Reference second = new Reference(first.id(), first.key(), first.nextRun());

		assertThat(store().progress(first.id(), first.run(), TaskProgress.of(10, 10, "late"))).isFalse();
		assertThat(store().find(first.id(), Part.HEAD)).extracting(ReferenceRecord::progress).isNull();
		store().progress(first.id(), second.run(), TaskProgress.of(1, 10, "again"));
		assertThat(store().find(first.id(), Part.HEAD)).extracting(ReferenceRecord::progress)
			.isEqualTo(TaskProgress.of(1, 10, "again"));
	}

	@ParameterizedTest
	@EnumSource
	default void whatAnOldRunDoesLateChangesNothing(TaskStatus status) {
		Reference old = scenario().published(TaskStatus.FAILED);
		Event.RETRY.take(store(), old);
		scenario().bring(new Reference(old.id(), old.key(), old.nextRun()), status);
		advance(Scenario.LEASE);
		String before = String.valueOf(store().find(old.id(), Part.FULL));
		Change another = Change.retry(old.foreignRun(), Scenario.error(), Duration.ZERO);

		for (Event late : new Event[] { Event.START, Event.SUCCEED, Event.FAIL, Event.LAPSE }) {
			assertThat(late.take(store(), old)).as(late.name()).isEqualTo("refused");
		}
		for (Guard guard : List.of(Guard.running(old.run()), Guard.failedWithFreeKey(old.run()),
				Guard.lapsed(old.run()))) {
			assertThat(store().update(old.id(), guard, another)).isInstanceOf(StepResult.Refused.class);
		}
		assertThat(Event.PROGRESS.take(store(), old)).isEqualTo("false");
		assertThat(Event.RENEW.take(store(), old)).startsWith("lost");

		assertThat(store().find(old.id(), Part.FULL)).hasToString(before).satisfies((record) -> {
			assertThat(record.status()).isEqualTo(status);
			assertThat(record.run()).isEqualTo(old.nextRun());
			assertThat(record.attempt()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "PROCESSING", "COMPLETE", "FAILED", "CANCELLED" })
	default void retryThatComesAgainLateChangesNothing(TaskStatus status) {
		Reference old = scenario().published(TaskStatus.FAILED);
		Event.RETRY.take(store(), old);
		scenario().bring(new Reference(old.id(), old.key(), old.nextRun()), status);

		assertThat(Event.RETRY.take(store(), old)).isEqualTo("refused");
		assertThat(Event.RETRY_LATER.take(store(), old)).isEqualTo("refused");

		assertThat(store().find(old.id(), Part.HEAD)).satisfies((record) -> {
			assertThat(record.status()).isEqualTo(status);
			assertThat(record.attempt()).isEqualTo(2);
		});
	}

	@Test
	default void tokenOfTheLastRunIsNoneForTheNext() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		Change retry = Change.retry(reference.run(), Scenario.error(), Duration.ZERO);

		assertThatIllegalArgumentException()
			.isThrownBy(() -> store().update(reference.id(), Guard.running(reference.run()), retry))
			.withMessage("'newRun' (%d) must not be the run that it follows", reference.run());
		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::attempt).isEqualTo(1);
	}

	@Test
	default void cancellationWhileAnAttemptWaitsIsFinal() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		Event.RETRY_LATER.take(store(), reference);
		Reference next = new Reference(reference.id(), reference.key(), reference.nextRun());

		assertThat(Event.CANCEL.take(store(), reference)).isEqualTo("applied");

		assertThat(Event.START.take(store(), next)).isEqualTo("refused");
		assertThat(Event.SUCCEED.take(store(), next)).isEqualTo("refused");
		assertThat(Event.RETRY.take(store(), next)).isEqualTo("refused");
		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::status)
			.isEqualTo(TaskStatus.CANCELLED);
		assertThat(store().lookup(reference.key(), Part.HEAD)).isNull();
	}

	@Test
	default void repeatedRetryDoesNotTakeTheKeyBack() {
		Reference reference = scenario().published(TaskStatus.FAILED);
		Event.RETRY.take(store(), reference);
		Event.DETACH.take(store(), reference);

		assertThat(Event.RETRY.take(store(), reference)).isEqualTo("applied");

		assertThat(store().lookup(reference.key(), Part.HEAD)).isNull();
		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::detached).isEqualTo(true);
	}

	@Test
	default void retryMayDetachTheNextAttempt() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		scenario().apply(reference, Guard.running(reference.run()), new Change(TaskStatus.PENDING, reference.nextRun(),
				null, null, null, Scenario.error(), null, null, null, false, true, false));

		assertThat(store().lookup(reference.key(), Part.HEAD)).isNull();
		assertThat(store().find(reference.id(), Part.HEAD)).extracting(ReferenceRecord::detached).isEqualTo(true);
	}

	@Test
	default void valueOfADetachedAttemptResolvesButDoesNotHit() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);
		Event.DETACH.take(store(), reference);
		Event.RETRY_LATER.take(store(), reference);

		Event.SUCCEED.take(store(), new Reference(reference.id(), reference.key(), reference.nextRun()));

		assertThat(store().lookup(reference.key(), Part.FULL)).isNull();
		assertThat(store().find(reference.id(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("late");
	}

	@Test
	default void retentionCountsFromTheLastEnd() {
		Reference first = scenario().published(TaskStatus.FAILED);
		advance(Scenario.KEEP.minusSeconds(1));
		Event.RETRY.take(store(), first);
		Event.FAIL.take(store(), new Reference(first.id(), first.key(), first.nextRun()));

		advance(Scenario.KEEP.minusMillis(1));
		store().sweep(null, 100);
		assertThat(store().find(first.id(), Part.HEAD)).isNotNull();
		advance(Duration.ofMillis(1));
		assertThat(store().sweep(null, 100).removed()).containsEntry(TaskStatus.FAILED, 1);
		assertThat(store().find(first.id(), Part.HEAD)).isNull();
	}

	@Test
	default void failureThatNobodyKnowsCannotBeRetried() {
		Reference reference = scenario().unpublished(TaskStatus.FAILED);

		assertThat(Event.RETRY.take(store(), reference)).isEqualTo("gone");
	}

	private List<RetryInfo> historyOf(Reference reference) {
		ReferenceRecord record = store().find(reference.id(), Part.HEAD);
		assertThat(record).isNotNull();
		return record.retryHistory();
	}

}
