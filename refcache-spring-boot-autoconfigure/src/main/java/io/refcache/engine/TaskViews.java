package io.refcache.engine;

import java.time.Instant;

import io.refcache.TaskInfo;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Shows records as tasks.
 */
final class TaskViews {

	private TaskViews() {
	}

	static TaskInfo of(ReferenceRecord record) {
		long started = (record.startedAt() != ReferenceRecord.UNSET) ? record.startedAt() : record.createdAt();
		return new TaskInfo(record.id().toString(), record.operation().name(), record.status(), record.progress(),
				Instant.ofEpochMilli(started), time(record.endedAt()), record.error(), record.attempt() - 1, 0, false,
				record.retryHistory());
	}

	private static @Nullable Instant time(long millis) {
		return (millis != ReferenceRecord.UNSET) ? Instant.ofEpochMilli(millis) : null;
	}

}
