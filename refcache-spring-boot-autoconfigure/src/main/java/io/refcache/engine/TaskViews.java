package io.refcache.engine;

import java.time.Instant;

import io.refcache.TaskInfo;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Shows records as tasks.
 */
final class TaskViews {

	private final Replays replays;

	TaskViews(Replays replays) {
		this.replays = replays;
	}

	/**
	 * A task as one actor may see it.
	 */
	TaskInfo of(ReferenceRecord record, Viewer viewer) {
		return viewer.readsErrors(record) ? of(record) : of(record).withoutTexts();
	}

	TaskInfo of(ReferenceRecord record) {
		long started = (record.startedAt() != ReferenceRecord.UNSET) ? record.startedAt() : record.createdAt();
		return new TaskInfo(record.id().toString(), record.operation().name(), record.status(), record.progress(),
				Instant.ofEpochMilli(started), time(record.endedAt()), time(record.notBefore()), record.error(),
				record.attempt() - 1, record.operation().maxRetries(), this.replays.contains(record.id()),
				record.retryHistory());
	}

	private static @Nullable Instant time(long millis) {
		return (millis != ReferenceRecord.UNSET) ? Instant.ofEpochMilli(millis) : null;
	}

}
