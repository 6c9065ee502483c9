package io.refcache.memory;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Published references that have ended, until their retention is over or there are too
 * many: those that were read go before those that were not, the oldest first. Which one
 * counts stands in the {@link MemoryEntry}; the lists only lead to it.
 */
final class RetainedReferences {

	private final int limit;

	private final RetentionOrder order = new RetentionOrder();

	/** Those that were read. */
	private final ConcurrentSkipListSet<Retention> read = new ConcurrentSkipListSet<>(Retention::compareByEnd);

	private final AtomicInteger size = new AtomicInteger();

	RetainedReferences(int limit) {
		this.limit = limit;
	}

	int size() {
		return this.size.get();
	}

	/**
	 * Number of places in lists, counted one by one.
	 */
	int places() {
		return this.order.places() + this.read.size();
	}

	/**
	 * Adds a retention in place of those of earlier attempts, and gives up others if
	 * there are too many.
	 * @param retention the retention
	 * @param released takes what is given up
	 */
	void add(Retention retention, Consumer<Retention> released) {
		if (!put(retention)) {
			return;
		}
		this.order.add(retention);
		unlistIfGone(retention);
		while (this.size.get() > this.limit) {
			Retention victim = takeVictim();
			if (victim == null) {
				return;
			}
			released.accept(victim);
		}
	}

	private boolean put(Retention retention) {
		Retention other = retention.entry().retain(retention);
		while (other != null) {
			if (!other.isBefore(retention)) {
				return false;
			}
			discard(other);
			other = retention.entry().retain(retention);
		}
		this.size.incrementAndGet();
		return true;
	}

	void markRead(MemoryEntry entry) {
		Retention retention = entry.retention();
		if (retention != null && retention.markRead()) {
			this.read.add(retention);
			unlistIfGone(retention);
		}
	}

	/**
	 * Forgets an entry that was removed.
	 */
	void remove(MemoryEntry entry) {
		Retention retention = entry.retention();
		while (retention != null && !discard(retention)) {
			retention = entry.retention();
		}
	}

	/**
	 * Forgets the end of one attempt, and no later one.
	 */
	void remove(MemoryEntry entry, ReferenceRecord ended) {
		Retention retention = entry.retention();
		if (retention != null && retention.isOf(ended)) {
			discard(retention);
		}
	}

	/**
	 * Gives up what is not to be retained any longer.
	 * @param now the time
	 * @param endedBy the time up to which whatever ended is given up
	 * @param max how many may be removed
	 * @param released takes what is given up, and tells whether it removed it
	 * @return how many were removed
	 */
	int expire(long now, long endedBy, int max, Predicate<Retention> released) {
		int removed = 0;
		while (removed < max) {
			Retention over = this.order.over(now, endedBy);
			if (over == null) {
				return removed;
			}
			removed += (discard(over) && released.test(over)) ? 1 : 0;
		}
		return removed;
	}

	private @Nullable Retention takeVictim() {
		Retention victim = nextVictim();
		while (victim != null && !discard(victim)) {
			victim = nextVictim();
		}
		return victim;
	}

	private @Nullable Retention nextVictim() {
		Retention oldestRead = RetentionOrder.first(this.read);
		return (oldestRead != null) ? oldestRead : this.order.oldest();
	}

	private boolean discard(Retention retention) {
		boolean discarded = retention.entry().end(retention);
		if (discarded) {
			this.size.decrementAndGet();
		}
		this.order.remove(retention);
		this.read.remove(retention);
		return discarded;
	}

	/** It may have been discarded before it was on the list. */
	private void unlistIfGone(Retention retention) {
		if (retention.entry().retention() != retention) {
			discard(retention);
		}
	}

}
