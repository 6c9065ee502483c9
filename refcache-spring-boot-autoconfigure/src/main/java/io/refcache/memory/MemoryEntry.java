package io.refcache.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.refcache.TaskProgress;
import io.refcache.store.CacheKey;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The cell of one reference: its current record, or none once it was removed. A step is
 * one compare-and-set of the record; every index leads to the cell and is but a hint.
 */
final class MemoryEntry {

	/** Milliseconds of an interval as a power of two: 128. */
	private static final int TOUCH_INTERVAL = 7;

	private static final VarHandle RECORD;

	private static final VarHandle HOLDER;

	private static final VarHandle REPORT;

	private static final VarHandle RETENTION;

	static {
		try {
			RECORD = MethodHandles.lookup().findVarHandle(MemoryEntry.class, "record", ReferenceRecord.class);
			HOLDER = MethodHandles.lookup().findVarHandle(MemoryEntry.class, "holder", boolean.class);
			REPORT = MethodHandles.lookup().findVarHandle(MemoryEntry.class, "report", Report.class);
			RETENTION = MethodHandles.lookup().findVarHandle(MemoryEntry.class, "retention", Retention.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final @Nullable CacheKey key;

	private volatile @Nullable ReferenceRecord record;

	private volatile boolean holder;

	private volatile @Nullable Report report;

	private volatile @Nullable Retention retention;

	/** The interval of the last hit: 0 if there was none. */
	private short touched;

	MemoryEntry(ReferenceRecord record) {
		this.key = record.key();
		this.record = record;
	}

	/**
	 * The key, of all that are equal the one under which it is found.
	 */
	@Nullable CacheKey key() {
		return this.key;
	}

	/**
	 * Notes that the key leads here.
	 */
	void hold() {
		this.holder = true;
	}

	/**
	 * Notes that the key will not lead here any more.
	 * @return whether it may have until now
	 */
	boolean release() {
		return (boolean) HOLDER.getAndSet(this, false);
	}

	@Nullable ReferenceRecord record() {
		return this.record;
	}

	boolean replace(ReferenceRecord before, ReferenceRecord after) {
		return RECORD.compareAndSet(this, before, after);
	}

	/**
	 * Removes the record if it is still the given one: of all who try, one succeeds.
	 */
	boolean remove(ReferenceRecord expected) {
		return RECORD.compareAndSet(this, expected, null);
	}

	/**
	 * Notes a hit.
	 * @param now the time
	 * @return whether it is the first one for a moment
	 */
	boolean touch(long now) {
		short interval = (short) (now >>> TOUCH_INTERVAL | Short.MIN_VALUE);
		// A race, or the same number an hour later, costs a note and no more.
		if (this.touched == interval) {
			return false;
		}
		this.touched = interval;
		return true;
	}

	/**
	 * The retention that counts: any other one of this entry is on its way out.
	 */
	@Nullable Retention retention() {
		return this.retention;
	}

	/**
	 * Retains the entry if it is not.
	 * @return the retention that there is already; {@code null} if there was none
	 */
	@Nullable Retention retain(Retention retention) {
		return (Retention) RETENTION.compareAndExchange(this, null, retention);
	}

	/**
	 * Retains the entry no longer if it is for the given retention: of all who try, one
	 * succeeds.
	 */
	boolean end(Retention expected) {
		return RETENTION.compareAndSet(this, expected, null);
	}

	/**
	 * The record with the progress that its run reported since.
	 */
	ReferenceRecord withProgress(ReferenceRecord current) {
		Report latest = latest(current);
		return (latest != null) ? latest.on(current) : current;
	}

	@Nullable TaskProgress progressOf(ReferenceRecord current) {
		Report latest = latest(current);
		return (latest != null) ? latest.progress : null;
	}

	private @Nullable Report latest(ReferenceRecord current) {
		Report latest = this.report;
		// An ended record holds its last progress; what is reported later counts no more.
		return (latest == null || latest.run != current.run() || current.status().isEnded()) ? null : latest;
	}

	void report(long run, TaskProgress progress) {
		this.report = new Report(run, progress);
	}

	/**
	 * Keeps nothing of what a run has reported, and of the records that were read with
	 * it: it has ended. The next run may have reported already.
	 */
	void forgetReport(long run) {
		Report latest = this.report;
		if (latest != null && latest.run == run) {
			REPORT.compareAndSet(this, latest, null);
		}
	}

	/**
	 * What a run has reported last.
	 */
	private static final class Report {

		private final long run;

		private final TaskProgress progress;

		/** The last record that was read with it: many polls see the same. */
		private volatile @Nullable Reported reported;

		/** A race costs a copy. */
		private boolean read;

		Report(long run, TaskProgress progress) {
			this.run = run;
			this.progress = progress;
		}

		ReferenceRecord on(ReferenceRecord record) {
			Reported known = this.reported;
			if (known != null && known.record == record) {
				return known.withProgress;
			}
			ReferenceRecord copy = record.withProgress(this.progress);
			if (this.read) {
				this.reported = new Reported(record, copy);
			}
			// Most reports are read once, for whoever listens.
			this.read = true;
			return copy;
		}

	}

	private record Reported(ReferenceRecord record, ReferenceRecord withProgress) {

	}

}
