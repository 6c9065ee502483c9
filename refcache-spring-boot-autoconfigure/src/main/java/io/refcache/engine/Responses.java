package io.refcache.engine;

import java.time.InstantSource;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.ExpectedSchema;
import io.refcache.RefComputationException;
import io.refcache.RefResponse;
import io.refcache.ResponseFormat;
import io.refcache.TaskCancelledException;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a caller gets of a record.
 */
final class Responses {

	private final TaskViews views;

	private final InstantSource clock;

	Responses(TaskViews views, InstantSource clock) {
		this.views = views;
		this.clock = clock;
	}

	/**
	 * The answer to a call whose run has ended.
	 * @param record the record
	 * @param failure the exception of the body, if it is known
	 * @param viewer who is answered
	 * @throws Throwable the failure, or what stands for it
	 */
	CacheResponse<?> ended(ReferenceRecord record, @Nullable Throwable failure, Viewer viewer) throws Throwable {
		return switch (record.status()) {
			case COMPLETE -> complete(record, viewer);
			case FAILED -> throw (failure != null && viewer.reads(record)) ? failure : failure(record, viewer);
			case CANCELLED -> throw new TaskCancelledException(record.id().toString());
			case PENDING, PROCESSING -> throw new IllegalStateException("Task '%s' has not ended".formatted(record));
		};
	}

	/**
	 * The answer to whoever may read.
	 */
	CacheResponse<?> complete(ReferenceRecord record) {
		return CacheResponse.<@Nullable Object>complete(record.id().toString(), record.value());
	}

	CacheResponse<?> complete(ReferenceRecord record, Viewer viewer) {
		return viewer.reads(record) ? complete(record) : new CacheResponse.Withheld<>(record.id().toString());
	}

	/**
	 * The state of a task.
	 * @param record the record
	 * @param format amount of detail; {@code null} for what the method says
	 * @param viewer who is answered
	 */
	AsyncTaskResponse<?> task(ReferenceRecord record, @Nullable ResponseFormat format, Viewer viewer) {
		return AsyncTaskResponse.of(this.views.of(record, viewer), new ExpectedSchema(record.operation().resultType()),
				(format != null) ? format : record.operation().format(), this.clock);
	}

	/**
	 * The answer to a poll.
	 */
	RefResponse<?> poll(ReferenceRecord record, @Nullable ResponseFormat format, boolean withValue, Viewer viewer) {
		return switch (record.status()) {
			case COMPLETE -> withValue ? complete(record, viewer) : task(record, format, viewer);
			case PENDING, PROCESSING, FAILED, CANCELLED -> task(record, format, viewer);
		};
	}

	RefComputationException failure(ReferenceRecord record, Viewer viewer) {
		if (record.error() == null) {
			throw new IllegalStateException("Task '%s' has no error".formatted(record));
		}
		return new RefComputationException(record.id().toString(),
				viewer.reads(record) ? record.error() : record.error().withoutMessage());
	}

}
