package io.refcache.engine;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.refcache.TaskInfo;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Shows records as tasks.
 */
final class TaskViews {

	private final Replays replays;

	private final Function<RefId, @Nullable ReferenceRecord> inputs;

	/**
	 * Views.
	 * @param replays the calls that are still at hand
	 * @param inputs looks up what records depend on
	 */
	TaskViews(Replays replays, Function<RefId, @Nullable ReferenceRecord> inputs) {
		this.replays = replays;
		this.inputs = inputs;
	}

	/**
	 * A task as one actor may see it.
	 */
	TaskInfo of(ReferenceRecord record, Viewer viewer) {
		return showsTexts(record, viewer) ? of(record) : of(record).withoutTexts();
	}

	/**
	 * Whether an actor may have what a computation says: its errors and reports may quote
	 * the values that it was given by reference.
	 */
	boolean showsTexts(ReferenceRecord record, Viewer viewer) {
		return viewer.readsErrors(record) && (!record.dependencies().withheld() || viewer.isConcernedWith(record))
				&& readsInputs(record, viewer);
	}

	private boolean readsInputs(ReferenceRecord record, Viewer viewer) {
		List<RefId> ids = record.dependencies().ids();
		return ids.isEmpty() || ids.stream().allMatch((id) -> readsInput(id, record, viewer));
	}

	private boolean readsInput(RefId id, ReferenceRecord record, Viewer viewer) {
		ReferenceRecord input = this.inputs.apply(id);
		return (input != null) ? viewer.reads(input) : viewer.isConcernedWith(record);
	}

	TaskInfo of(ReferenceRecord record) {
		long started = (record.startedAt() != ReferenceRecord.UNSET) ? record.startedAt() : record.createdAt();
		return new TaskInfo(record.id().toString(), record.operation().name(), record.status(), record.progress(),
				Instant.ofEpochMilli(started), time(record.endedAt()), time(record.notBefore()), record.error(),
				record.attempt() - 1, record.operation().maxRetries(), this.replays.contains(record.id()),
				record.retryHistory());
	}

	static @Nullable Instant time(long millis) {
		return (millis != ReferenceRecord.UNSET) ? Instant.ofEpochMilli(millis) : null;
	}

}
