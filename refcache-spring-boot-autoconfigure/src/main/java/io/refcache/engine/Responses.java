package io.refcache.engine;

import java.time.InstantSource;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.ExpectedSchema;
import io.refcache.ReadOptions;
import io.refcache.RefComputationException;
import io.refcache.RefResponse;
import io.refcache.ResponseFormat;
import io.refcache.TaskCancelledException;
import io.refcache.TaskStatus;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a caller gets of a record.
 */
final class Responses {

	private final TaskViews views;

	private final InstantSource clock;

	private final Previews previews;

	Responses(TaskViews views, InstantSource clock, Previews previews) {
		this.views = views;
		this.clock = clock;
		this.previews = previews;
	}

	/**
	 * The answer to a call whose run has ended.
	 * @param record the record
	 * @param failure the exception of the body, if it is known
	 * @param spec what was called
	 * @param viewer who is answered
	 * @throws Throwable the failure, or what stands for it
	 */
	CacheResponse<?> ended(ReferenceRecord record, @Nullable Throwable failure, CallSpec spec, Viewer viewer)
			throws Throwable {
		return switch (record.status()) {
			case COMPLETE -> complete(record, spec, viewer);
			case FAILED ->
				throw (failure != null && this.views.showsTexts(record, viewer)) ? failure : failure(record, viewer);
			case CANCELLED -> throw new TaskCancelledException(record.id().toString());
			case PENDING, PROCESSING -> throw new IllegalStateException("Task '%s' has not ended".formatted(record));
		};
	}

	/**
	 * The answer to a call of whoever may read. A value that travels alone is whole.
	 */
	CacheResponse<?> complete(ReferenceRecord record, CallSpec spec) {
		return spec.answersWithReference() ? named(record)
				: CacheResponse.<@Nullable Object>complete(record.id().newText(), record.value());
	}

	/**
	 * The answer that names the reference, to whoever may read.
	 */
	CacheResponse<?> named(ReferenceRecord record) {
		return this.previews.usual(record);
	}

	CacheResponse<?> complete(ReferenceRecord record, CallSpec spec, Viewer viewer) {
		return viewer.reads(record) ? complete(record, spec) : withheld(record);
	}

	private static CacheResponse<?> withheld(ReferenceRecord record) {
		return new CacheResponse.Withheld<>(record.id().toString());
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
	RefResponse<?> poll(ReferenceRecord record, ReadOptions options, Viewer viewer) {
		if (record.status() != TaskStatus.COMPLETE || (options.exposedOnly() && !record.operation().exposed())) {
			return task(record, options.format(), viewer);
		}
		return viewer.reads(record) ? this.previews.read(record, options) : withheld(record);
	}

	RefComputationException failure(ReferenceRecord record, Viewer viewer) {
		if (record.error() == null) {
			throw new IllegalStateException("Task '%s' has no error".formatted(record));
		}
		return new RefComputationException(record.id().toString(),
				this.views.showsTexts(record, viewer) ? record.error() : record.error().withoutMessage());
	}

}
