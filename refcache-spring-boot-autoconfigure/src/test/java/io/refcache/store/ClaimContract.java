package io.refcache.store;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.refcache.TaskStatus;
import io.refcache.store.Scenario.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Claims: who holds a key.
 */
interface ClaimContract extends StoreContract {

	@ParameterizedTest
	@EnumSource(names = { "PENDING", "PROCESSING" })
	default void grantedClaimMakesARecord(TaskStatus status) {
		Reference reference = scenario().none();

		Claim claim = store().claim(reference.key(), Scenario.draft(reference, status), null);

		assertThat(claim).isInstanceOf(Claim.Granted.class);
		ReferenceRecord record = store().find(reference.id(), Part.FULL);
		assertThat(record).isNotNull();
		assertThat(record.id()).isEqualTo(reference.id());
		assertThat(record.key()).isEqualTo(reference.key());
		assertThat(record.operation()).isEqualTo(Scenario.OPERATION);
		assertThat(record.namespace()).isEqualTo(Scenario.NAMESPACE);
		assertThat(record.status()).isEqualTo(status);
		assertThat(record.run()).isEqualTo(reference.run());
		assertThat(record.owner()).isEqualTo("node");
		assertThat(record.attempt()).isEqualTo(1);
		assertThat(record.published()).isFalse();
		assertThat(record.detached()).isFalse();
		assertThat(record.createdAt()).isPositive();
		assertThat(record.startedAt())
			.isEqualTo((status == TaskStatus.PROCESSING) ? record.createdAt() : ReferenceRecord.UNSET);
		assertThat(record.endedAt()).isEqualTo(ReferenceRecord.UNSET);
		assertThat(record.leaseUntil()).isEqualTo(record.createdAt() + Scenario.LEASE.toMillis());
		assertThat(record.keptUntil()).isEqualTo(ReferenceRecord.NEVER);
		assertThat(record.retryHistory()).isEmpty();
	}

	@Test
	default void claimWithoutLeaseNeverLapses() {
		Reference reference = scenario().none();
		Draft draft = Draft.run(reference.id(), Scenario.OPERATION, Scenario.PROTECTION, TaskStatus.PENDING,
				reference.run(), "node", null);
		store().claim(reference.key(), draft, null);

		advance(Duration.ofDays(10_000));

		assertThat(store().update(reference.id(), Guard.lapsed(reference.run()), Scenario.fail()))
			.isInstanceOf(StepResult.Refused.class);
		assertThat(store().sweep(null, 100).lapsed()).isEmpty();
	}

	@Test
	default void claimOfAHeldKeyGetsTheHolderAndChangesNothing() {
		Reference holder = scenario().published(TaskStatus.PROCESSING);
		Reference other = scenario().none();

		Claim claim = store().claim(holder.key(), Scenario.draft(other), null);

		assertThat(claim).isInstanceOfSatisfying(Claim.Current.class, (current) -> {
			assertThat(current.record().id()).isEqualTo(holder.id());
			assertThat(current.lapsed()).isFalse();
		});
		assertThat(store().find(other.id(), Part.HEAD)).isNull();
	}

	@Test
	default void claimTellsThatTheHolderIsLost() {
		Reference holder = scenario().published(TaskStatus.PROCESSING);
		advance(Scenario.LEASE);

		Claim claim = store().claim(holder.key(), Scenario.draft(scenario().none()), null);

		assertThat(claim).isInstanceOfSatisfying(Claim.Current.class,
				(current) -> assertThat(current.lapsed()).isTrue());
	}

	@Test
	default void claimOfACompleteKeyGetsTheValue() {
		Reference holder = scenario().unpublished(TaskStatus.COMPLETE);

		Claim claim = store().claim(holder.key(), Scenario.draft(scenario().none()), null);

		assertThat(claim.record().value()).isEqualTo("value");
	}

	@Test
	default void claimOfAStaleKeyIsGrantedAndDetachesTheOldHolder() {
		Reference old = scenario().none();
		scenario().claimed(old);
		scenario().apply(old, Guard.running(old.run()),
				Change.succeed("old", Duration.ofSeconds(1), Scenario.KEEP, true, false));
		advance(Duration.ofSeconds(1));
		Reference next = new Reference(scenario().none().id(), old.key(), 1);

		assertThat(store().claim(next.key(), Scenario.draft(next), null)).isInstanceOfSatisfying(Claim.Granted.class,
				(granted) -> assertThat(granted.stale()).isTrue());

		assertThat(store().lookup(old.key(), Part.FULL)).extracting(ReferenceRecord::id).isEqualTo(next.id());
		assertThat(store().find(old.id(), Part.FULL)).satisfies((record) -> {
			assertThat(record.value()).isEqualTo("old");
			assertThat(record.detached()).isTrue();
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "FAILED", "CANCELLED" })
	default void whatHasNoValueIsNotStale(TaskStatus status) {
		Reference old = scenario().published(status);
		Reference next = new Reference(scenario().none().id(), old.key(), 1);

		assertThat(store().claim(next.key(), Scenario.draft(next), null)).isInstanceOfSatisfying(Claim.Granted.class,
				(granted) -> assertThat(granted.stale()).isFalse());
	}

	@Test
	default void supersededHolderIsDetached() {
		Reference old = scenario().published(TaskStatus.PROCESSING);
		Reference next = new Reference(scenario().none().id(), old.key(), 1);

		assertThat(store().claim(old.key(), Scenario.draft(next), old.id())).isInstanceOf(Claim.Granted.class);

		assertThat(store().find(old.id(), Part.HEAD)).extracting(ReferenceRecord::detached).isEqualTo(true);
		assertThat(store().lookup(old.key(), Part.HEAD)).extracting(ReferenceRecord::id).isEqualTo(next.id());
	}

	@Test
	default void holderThatIsNotTheSupersededOneStays() {
		Reference holder = scenario().published(TaskStatus.PROCESSING);
		Reference old = scenario().none();

		assertThat(store().claim(holder.key(), Scenario.draft(scenario().none()), old.id()))
			.isInstanceOf(Claim.Current.class);
	}

	@Test
	default void claimWithoutKeyIsGrantedAndHoldsNone() {
		Reference first = scenario().none();
		Reference second = scenario().none();

		assertThat(store().claim(null, Scenario.draft(first), null)).isInstanceOf(Claim.Granted.class);
		assertThat(store().claim(null, Scenario.draft(second), null)).isInstanceOf(Claim.Granted.class);

		for (Reference reference : List.of(first, second)) {
			scenario().apply(reference, Guard.unended(), Change.publishing());
			scenario().apply(reference, Guard.running(reference.run()), Scenario.succeed("value"));
			ReferenceRecord record = store().find(reference.id(), Part.FULL);
			assertThat(record).isNotNull();
			assertThat(record.key()).isNull();
			assertThat(record.value()).isEqualTo("value");
		}
	}

	@Test
	default void failedTaskWithoutKeyCanBeRetried() {
		Reference reference = scenario().none();
		store().claim(null, Scenario.draft(reference), null);
		scenario().apply(reference, Guard.unended(), Change.publishing());
		scenario().apply(reference, Guard.running(reference.run()), Scenario.fail());

		assertThat(Event.RETRY.take(store(), reference)).isEqualTo("applied");
	}

	@Test
	default void repeatedClaimHasTheSameAnswer() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);

		Claim again = store().claim(reference.key(), Scenario.draft(reference), null);

		assertThat(again).isInstanceOf(Claim.Granted.class);
		assertThat(again.record().status()).isEqualTo(TaskStatus.PROCESSING);
		assertThat(again.record().published()).isTrue();
	}

	@Test
	default void repeatedClaimWithoutKeyHasTheSameAnswer() {
		Reference reference = scenario().none();
		store().claim(null, Scenario.draft(reference), null);
		scenario().apply(reference, Guard.running(reference.run()), Change.start());

		Claim again = store().claim(null, Scenario.draft(reference), null);

		assertThat(again).isInstanceOf(Claim.Granted.class);
		assertThat(again.record().status()).isEqualTo(TaskStatus.PROCESSING);
	}

	@Test
	default void repeatedClaimLeavesANewerHolderAlone() {
		Reference old = scenario().none();
		store().claim(old.key(), Scenario.value(old, "old"), null);
		Reference next = new Reference(scenario().none().id(), old.key(), 1);
		store().claim(next.key(), Scenario.value(next, "new"), null);

		Claim again = store().claim(old.key(), Scenario.value(old, "old"), null);

		assertThat(again).isInstanceOf(Claim.Granted.class);
		assertThat(again.record().id()).isEqualTo(old.id());
		assertThat(store().lookup(old.key(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("new");
	}

	@Test
	default void runThatLostItsKeyToAValueCannotTakeItBack() {
		Reference run = scenario().published(TaskStatus.PROCESSING);
		Reference put = new Reference(scenario().none().id(), run.key(), 1);
		store().claim(run.key(), Scenario.value(put, "put"), null);

		scenario().apply(run, Guard.running(run.run()), Scenario.succeed("late"));

		assertThat(store().lookup(run.key(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("put");
		assertThat(store().find(run.id(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("late");
	}

	@Test
	default void runThatLostItsKeyUnpublishedLeavesNothingBehind() {
		Reference run = scenario().unpublished(TaskStatus.PROCESSING);
		store().detach(run.key(), null);

		assertThat(Event.SUCCEED.take(store(), run)).isEqualTo("applied");

		assertThat(store().find(run.id(), Part.FULL)).isNull();
		assertThat(store().lookup(run.key(), Part.FULL)).isNull();
	}

	@Test
	default void valueThatIsPutHitsAtOnce() {
		Reference reference = scenario().none();

		ReferenceRecord record = store().claim(reference.key(), Scenario.value(reference, "put"), null).record();

		assertThat(record.status()).isEqualTo(TaskStatus.COMPLETE);
		assertThat(record.published()).isTrue();
		assertThat(record.freshUntil()).isEqualTo(record.createdAt() + Scenario.TTL.toMillis());
		assertThat(record.keptUntil()).isEqualTo(record.freshUntil());
		assertThat(store().lookup(reference.key(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("put");
		assertThat(store().find(reference.id(), Part.FULL)).extracting(ReferenceRecord::value).isEqualTo("put");
	}

	@Test
	default void nullIsAValue() {
		Reference reference = scenario().none();
		store().claim(reference.key(), Scenario.value(reference, null), null);

		ReferenceRecord hit = store().lookup(reference.key(), Part.FULL);

		assertThat(hit).isNotNull();
		assertThat(hit.value()).isNull();
	}

	@Test
	default void keysOfOtherArgumentsNamespacesAndOperationsAreOtherKeys() {
		Reference reference = scenario().published(TaskStatus.COMPLETE);
		store().claim(new CacheKey("a", "n", new Object[] { "x", "y" }), Scenario.value(reference, "v"), null);

		assertThat(store().lookup(new CacheKey("a", "n", new Object[] { "x", "z" }), Part.HEAD)).isNull();
		assertThat(store().lookup(new CacheKey("a", "m", new Object[] { "x", "y" }), Part.HEAD)).isNull();
		assertThat(store().lookup(new CacheKey("b", "n", new Object[] { "x", "y" }), Part.HEAD)).isNull();
	}

	@Test
	default void keysOfEqualArgumentsAreOneKey() {
		Reference reference = scenario().none();
		store().claim(new CacheKey("a", "n", new Object[] { "x", 1L, new int[] { 2 } }), Scenario.value(reference, "v"),
				null);

		assertThat(store().lookup(new CacheKey("a", "n", new Object[] { "x", 1L, new int[] { 2 } }), Part.FULL))
			.extracting(ReferenceRecord::id)
			.isEqualTo(reference.id());
	}

	@Test
	default void detachMeansTheExpectedHolderOnly() {
		Reference reference = scenario().published(TaskStatus.PROCESSING);

		assertThat(store().detach(reference.key(), scenario().none().id())).isFalse();
		assertThat(store().lookup(reference.key(), Part.HEAD)).isNotNull();
		assertThat(store().detach(reference.key(), null)).isTrue();
		assertThat(store().detach(reference.key(), null)).isFalse();
	}

	@Test
	default void detachAllMeansTheOperationOnly() {
		Reference reference = scenario().published(TaskStatus.COMPLETE);
		String operation = store().find(reference.id(), Part.HEAD).operation().name();

		assertThat(store().detachAll(operation + "2", null)).isZero();
		assertThat(store().detachAll(operation, "public2")).isZero();
		assertThat(store().lookup(reference.key(), Part.HEAD)).isNotNull();
		assertThat(store().detachAll(operation, Scenario.NAMESPACE)).isOne();
		assertThat(store().lookup(reference.key(), Part.HEAD)).isNull();
		assertThat(store().find(reference.id(), Part.HEAD)).isNotNull();
	}

	@Test
	default void detachAllLeavesWhatWasPublishedOrRuns() {
		Reference published = scenario().published(TaskStatus.COMPLETE);
		Reference value = scenario().unpublished(TaskStatus.COMPLETE);
		Reference running = scenario().unpublished(TaskStatus.PROCESSING);
		String operation = store().find(running.id(), Part.HEAD).operation().name();

		assertThat(store().detachAll(operation, null)).isEqualTo(3);
		assertThat(store().detachAll(operation, null)).isZero();
		assertThat(store().find(published.id(), Part.HEAD)).isNotNull();
		assertThat(store().find(running.id(), Part.HEAD)).isNotNull();
		assertThat(store().find(value.id(), Part.HEAD)).isNull();
		Stream.of(published, value, running)
			.forEach((reference) -> assertThat(store().lookup(reference.key(), Part.HEAD)).isNull());
	}

	@Test
	default void clearMeansTheNamespaceOnly() {
		Reference reference = scenario().published(TaskStatus.COMPLETE);

		assertThat(store().clear("publi")).isZero();
		assertThat(store().clear("public2")).isZero();
		assertThat(store().find(reference.id(), Part.HEAD)).isNotNull();
		assertThat(store().clear(null)).isEqualTo(1);
		assertThat(store().find(reference.id(), Part.HEAD)).isNull();
	}

	@Test
	default void clearCountsWhatItRemovesOrDetachesOnce() {
		scenario().published(TaskStatus.COMPLETE);
		scenario().published(TaskStatus.FAILED);
		scenario().unpublished(TaskStatus.COMPLETE);
		scenario().unpublished(TaskStatus.PROCESSING);

		assertThat(store().clear(Scenario.NAMESPACE)).isEqualTo(4);
		assertThat(store().clear(Scenario.NAMESPACE)).isZero();
	}

}
