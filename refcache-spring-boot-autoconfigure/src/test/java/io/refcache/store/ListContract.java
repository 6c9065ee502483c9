package io.refcache.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.refcache.TaskStatus;
import io.refcache.access.Protection;
import io.refcache.store.Scenario.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Lists and batches: what goes over many records.
 */
interface ListContract extends StoreContract {

	@Test
	default void listIsOrderedByCreationNewestFirst() {
		List<RefId> ids = claimSome(5, Duration.ofMillis(10));
		Collections.reverse(ids);

		Slice slice = store().list(Query.ALL, null, 10);

		assertThat(slice.records()).extracting(ReferenceRecord::id).containsExactlyElementsOf(ids);
		assertThat(slice.next()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 6, 7, 8 })
	default void pagesShowEachRecordOnce(int limit) {
		List<RefId> ids = claimSome(4, Duration.ofMillis(10));
		ids.addAll(claimSome(3, Duration.ZERO));

		List<RefId> seen = new ArrayList<>();
		String cursor = null;
		do {
			Slice slice = store().list(Query.ALL, cursor, limit);
			assertThat(slice.records()).hasSizeLessThanOrEqualTo(limit).isNotEmpty();
			slice.records().forEach((record) -> seen.add(record.id()));
			cursor = slice.next();
		}
		while (cursor != null);

		assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
		assertThat(seen.subList(3, 7)).containsExactly(ids.get(3), ids.get(2), ids.get(1), ids.get(0));
	}

	@Test
	default void recordsThatComeWhileSomebodyPagesDoNotShiftHisPages() {
		List<RefId> ids = claimSome(4, Duration.ofMillis(10));
		Slice first = store().list(Query.ALL, null, 2);
		claimSome(3, Duration.ofMillis(10));
		store().remove(first.records().get(1).id());

		Slice second = store().list(Query.ALL, first.next(), 2);

		assertThat(second.records()).extracting(ReferenceRecord::id).containsExactly(ids.get(1), ids.get(0));
		assertThat(second.next()).isNull();
	}

	@Test
	default void listIsFiltered() {
		Reference running = scenario().published(TaskStatus.PROCESSING);
		Reference failed = scenario().published(TaskStatus.FAILED);
		Reference other = scenario().none();
		store().claim(other.key(), Draft.run(other.id(), new Operation("other", "int", false),
				Protection.of("elsewhere"), TaskStatus.PROCESSING, 1, "node", null), null);

		assertThat(idsOf(new Query(TaskStatus.PROCESSING, null, null))).containsExactlyInAnyOrder(running.id(),
				other.id());
		assertThat(idsOf(new Query(TaskStatus.CANCELLED, null, null))).isEmpty();
		assertThat(idsOf(new Query(null, "reports", null))).containsExactlyInAnyOrder(running.id(), failed.id());
		assertThat(idsOf(new Query(null, null, "elsewhere"))).containsExactly(other.id());
		assertThat(idsOf(new Query(TaskStatus.FAILED, "reports", Scenario.NAMESPACE))).containsExactly(failed.id());
		assertThat(idsOf(new Query(TaskStatus.FAILED, "other", Scenario.NAMESPACE))).isEmpty();
	}

	@Test
	default void valuesThatNobodyHasAReferenceToAreNoTasks() {
		Reference value = scenario().unpublished(TaskStatus.COMPLETE);
		Reference running = scenario().unpublished(TaskStatus.PROCESSING);
		Reference published = scenario().published(TaskStatus.COMPLETE);

		assertThat(idsOf(Query.ALL)).contains(value.id());
		assertThat(idsOf(new Query(null, null, null, ReferenceRecord.NEVER, true)))
			.containsExactlyInAnyOrder(running.id(), published.id());
	}

	@Test
	default void listEndsAtATime() {
		Reference old = scenario().published(TaskStatus.COMPLETE);
		advance(Duration.ofSeconds(1));
		Reference young = scenario().published(TaskStatus.PROCESSING);
		long between = store().find(young.id(), Part.HEAD).createdAt();

		assertThat(idsOf(new Query(null, null, null, between, false))).containsExactly(old.id());
		assertThat(idsOf(new Query(null, null, null, between + 1, false))).containsExactly(young.id(), old.id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "x/y", "later", "123456789012345678901/a" })
	default void cursorOfNoListIsRefused(String cursor) {
		assertThatIllegalArgumentException().isThrownBy(() -> store().list(Query.ALL, cursor, 10))
			.withMessageContaining("is no cursor");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 1001 })
	default void limitOfAListIsChecked(int limit) {
		assertThatIllegalArgumentException().isThrownBy(() -> store().list(Query.ALL, null, limit));
	}

	@Test
	default void renewalTellsEachRunThatIsLost() {
		Reference running = scenario().published(TaskStatus.PROCESSING);
		Reference fenced = scenario().published(TaskStatus.PROCESSING);
		Reference cancelled = scenario().published(TaskStatus.CANCELLED);
		Reference failed = scenario().published(TaskStatus.FAILED);
		Reference none = scenario().none();

		Map<RefId, Lost> lost = store().renew(Map.of(running.id(), running.run(), fenced.id(), fenced.foreignRun(),
				cancelled.id(), cancelled.run(), failed.id(), failed.run(), none.id(), none.run()), Scenario.LEASE);

		assertThat(lost).containsOnly(Map.entry(fenced.id(), Lost.FENCED), Map.entry(cancelled.id(), Lost.CANCELLED),
				Map.entry(failed.id(), Lost.ENDED), Map.entry(none.id(), Lost.GONE));
	}

	private List<RefId> claimSome(int count, Duration between) {
		List<RefId> ids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Reference reference = scenario().published(TaskStatus.COMPLETE);
			ids.add(reference.id());
			advance(between);
		}
		return ids;
	}

	private List<RefId> idsOf(Query query) {
		return store().list(query, null, 100).records().stream().map(ReferenceRecord::id).toList();
	}

}
