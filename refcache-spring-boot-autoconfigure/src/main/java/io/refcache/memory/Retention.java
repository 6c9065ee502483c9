package io.refcache.memory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.store.ReferenceRecord;

/**
 * The time for which a published reference is pinned after one of its attempts has ended.
 */
final class Retention {

	/** Longer than anybody keeps anything, and still a number of milliseconds. */
	private static final Duration MAX_LENGTH = Duration.ofDays(365_000);

	/** They may start over: what they tell apart ended within the same millisecond. */
	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private final MemoryEntry entry;

	/**
	 * Nearly always the record of the entry, so that it takes no more memory than a
	 * number.
	 */
	private final ReferenceRecord ended;

	private final int number = NUMBERS.incrementAndGet();

	private final Duration length;

	private volatile boolean read;

	Retention(MemoryEntry entry, ReferenceRecord ended, Duration keep) {
		this.entry = entry;
		this.ended = ended;
		this.length = (keep.compareTo(MAX_LENGTH) < 0) ? keep : MAX_LENGTH;
	}

	/**
	 * The order in which attempts ended.
	 */
	static int compareByEnd(Retention one, Retention other) {
		int order = Long.compare(one.ended.endedAt(), other.ended.endedAt());
		return (order != 0) ? order : Integer.compare(one.number, other.number);
	}

	/**
	 * The order in which retentions are over.
	 */
	static int compareByTime(Retention one, Retention other) {
		int order = Long.compare(one.until(), other.until());
		return (order != 0) ? order : compareByEnd(one, other);
	}

	private long until() {
		return this.ended.endedAt() + this.length.toMillis();
	}

	Duration length() {
		return this.length;
	}

	MemoryEntry entry() {
		return this.entry;
	}

	/**
	 * Whether it is the end of the given record that is retained, not one before it.
	 */
	boolean isOf(ReferenceRecord record) {
		return record.status().isEnded() && record.attempt() == this.ended.attempt();
	}

	/**
	 * Whether it is of an earlier attempt than another one of the same reference.
	 */
	boolean isBefore(Retention other) {
		return this.ended.attempt() < other.ended.attempt();
	}

	boolean isOver(long now) {
		return until() <= now;
	}

	boolean hasEndedBy(long time) {
		return this.ended.endedAt() <= time;
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
