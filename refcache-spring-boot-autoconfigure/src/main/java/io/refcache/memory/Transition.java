package io.refcache.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.refcache.RetryInfo;
import io.refcache.TaskError;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a record becomes at one moment.
 */
final class Transition {

	private final long now;

	Transition(long now) {
		this.now = now;
	}

	/**
	 * The record of a granted claim.
	 */
	ReferenceRecord create(@Nullable CacheKey key, Draft draft) {
		ReferenceRecordBuilder record = new ReferenceRecordBuilder(key, draft).createdAt(this.now)
			.leaseUntil(after(draft.lease()));
		if (draft.status() == TaskStatus.PROCESSING) {
			record.startedAt(this.now);
		}
		if (draft.status() == TaskStatus.COMPLETE) {
			record.startedAt(this.now).endedAt(this.now);
			freshness(record, draft.fresh(), draft.keep(), draft.published(), false);
		}
		return record.build();
	}

	boolean allows(Guard guard, ReferenceRecord record) {
		return guard.from().contains(record.status()) && (guard.run() == null || guard.run() == record.run())
				&& (!guard.lapsed() || isLapsed(record));
	}

	/**
	 * Whether the step was taken before, so that it is to have no further effect.
	 */
	boolean isRepeated(Guard guard, Change change, ReferenceRecord record) {
		if (change.newRun() != null) {
			return record.status() == TaskStatus.PENDING && change.newRun() == record.run();
		}
		return change.to() == record.status() && guard.run() != null && guard.run() == record.run();
	}

	boolean isLapsed(ReferenceRecord record) {
		return !record.status().isEnded() && record.leaseUntil() <= this.now;
	}

	/**
	 * Whether the record's time is over, so that it only waits to be swept.
	 */
	boolean isOver(ReferenceRecord record) {
		return record.status().isEnded() && record.keptUntil() <= this.now;
	}

	/**
	 * Whether the record's time is over for a sweep that lets retention end early.
	 * @param record the record
	 * @param endedBy the time up to which whatever ended is retained no longer
	 * @return whether it goes
	 */
	boolean isOver(ReferenceRecord record, long endedBy) {
		boolean aged = record.status().isEnded() && record.endedAt() <= endedBy && !record.isFresh(this.now);
		return aged || isOver(record);
	}

	/**
	 * The time that lies back an age: none is for ever, and so is one too long to count.
	 */
	long before(@Nullable Duration age) {
		if (age == null || age.getSeconds() > this.now / 1000) {
			return Long.MIN_VALUE;
		}
		return this.now - age.toMillis();
	}

	ReferenceRecord apply(Change change, ReferenceRecord record, @Nullable TaskProgress progress) {
		ReferenceRecordBuilder next = record.mutate();
		next.published(record.published() || change.publish()).detached(record.detached() || change.detach());
		if (change.withhold()) {
			next.dependencies(record.dependencies().asWithheld());
		}
		if (change.owner() != null) {
			next.owner(change.owner());
		}
		if (change.lease() != null) {
			next.leaseUntil(after(change.lease()));
		}
		if (change.to() != null) {
			switch (change.to()) {
				case PENDING -> retry(next, change, record);
				case PROCESSING ->
					next.status(TaskStatus.PROCESSING).startedAt(this.now).notBefore(ReferenceRecord.UNSET);
				case COMPLETE -> complete(next, change, record, progress);
				case FAILED, CANCELLED -> end(next, change, progress);
			}
		}
		return next.build();
	}

	private void retry(ReferenceRecordBuilder next, Change change, ReferenceRecord record) {
		next.status(TaskStatus.PENDING)
			.attempt(record.attempt() + 1)
			.detached(change.detach() || (record.detached() && !record.status().isEnded()))
			.startedAt(ReferenceRecord.UNSET)
			.endedAt(ReferenceRecord.UNSET)
			.notBefore(waitsUntil(change))
			.freshUntil(ReferenceRecord.NEVER)
			.keptUntil(ReferenceRecord.NEVER)
			.progress(null)
			.error(null);
		if (change.newRun() != null) {
			next.run(change.newRun());
		}
		TaskError error = (change.error() != null) ? change.error() : record.error();
		if (error != null) {
			List<RetryInfo> history = new ArrayList<>(record.retryHistory());
			long failedAt = record.status().isEnded() ? record.endedAt() : this.now;
			history.add(new RetryInfo(record.attempt(), error, Instant.ofEpochMilli(failedAt)));
			next.retryHistory(history);
		}
	}

	private long waitsUntil(Change change) {
		Duration wait = change.notBefore();
		return (wait == null || wait.isZero()) ? ReferenceRecord.UNSET : after(wait);
	}

	private void complete(ReferenceRecordBuilder next, Change change, ReferenceRecord record,
			@Nullable TaskProgress progress) {
		next.status(TaskStatus.COMPLETE).endedAt(this.now).value(change.value());
		if (record.startedAt() == ReferenceRecord.UNSET) {
			next.startedAt(this.now);
		}
		if (progress != null) {
			next.progress(progress);
		}
		freshness(next, change.fresh(), change.keep(), record.published() || change.publish(),
				record.detached() || change.detach());
	}

	private void end(ReferenceRecordBuilder next, Change change, @Nullable TaskProgress progress) {
		next.status(change.to() == TaskStatus.FAILED ? TaskStatus.FAILED : TaskStatus.CANCELLED)
			.detached(true)
			.endedAt(this.now)
			.notBefore(ReferenceRecord.UNSET)
			.freshUntil(this.now)
			.keptUntil(after(change.keep()))
			.error(change.error());
		if (progress != null) {
			next.progress(progress);
		}
	}

	private void freshness(ReferenceRecordBuilder next, @Nullable Duration fresh, @Nullable Duration keep,
			boolean published, boolean detached) {
		long freshUntil = detached ? this.now : after(fresh);
		next.freshUntil(freshUntil).keptUntil(published ? Math.max(freshUntil, after(keep)) : freshUntil);
	}

	/**
	 * The time after a duration: none is for ever, and so is one too long to count.
	 */
	private long after(@Nullable Duration duration) {
		if (duration == null || duration.getSeconds() > (Long.MAX_VALUE - this.now) / 1000 - 1) {
			return ReferenceRecord.NEVER;
		}
		return this.now + duration.toMillis();
	}

}
