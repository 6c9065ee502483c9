package io.refcache.memory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.refcache.store.ReferenceRecord;

/**
 * The time for which a published reference is pinned after one of its attempts has ended.
 */
final class Retention {

	/** Longer than anybody keeps anything, and still a number of milliseconds. */
	private static final Duration MAX_KEEP = Duration.ofDays(365_000);

	private static final AtomicLong NUMBERS = new AtomicLong();

	private final MemoryEntry entry;

	private final int attempt;

	private final long endedAt;

	private final long until;

	private final long number = NUMBERS.incrementAndGet();

	private volatile boolean read;

	Retention(MemoryEntry entry, ReferenceRecord ended, Duration keep) {
		Duration counted = (keep.compareTo(MAX_KEEP) < 0) ? keep : MAX_KEEP;
		this.entry = entry;
		this.attempt = ended.attempt();
		this.endedAt = ended.endedAt();
		this.until = this.endedAt + counted.toMillis();
	}

	/**
	 * The order in which attempts ended.
	 */
	static int compareByEnd(Retention one, Retention other) {
		int order = Long.compare(one.endedAt, other.endedAt);
		return (order != 0) ? order : Long.compare(one.number, other.number);
	}

	/**
	 * The order in which retentions are over.
	 */
	static int compareByTime(Retention one, Retention other) {
		int order = Long.compare(one.until, other.until);
		return (order != 0) ? order : Long.compare(one.number, other.number);
	}

	MemoryEntry entry() {
		return this.entry;
	}

	/**
	 * Whether it is the end of the given record that is retained, not one before it.
	 */
	boolean isOf(ReferenceRecord record) {
		return record.status().isEnded() && record.attempt() == this.attempt;
	}

	/**
	 * Whether it is of an earlier attempt than another one of the same reference.
	 */
	boolean isBefore(Retention other) {
		return this.attempt < other.attempt;
	}

	boolean isOver(long now) {
		return this.until <= now;
	}

	boolean hasEndedBy(long time) {
		return this.endedAt <= time;
	}

	/**
	 * Notes that the result was read.
	 * @return whether it is for the first time
	 */
	boolean markRead() {
		boolean first = !this.read;
		this.read = true;
		return first;
	}

}
