package io.refcache.memory;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Retentions in the order of their ends, whichever is over being at the head of a list.
 * Nearly all are as long as the first one was: they are over in the order in which they
 * began, so that one list is enough for them. Any other is in two.
 */
final class RetentionOrder {

	private final AtomicReference<@Nullable Duration> usualLength = new AtomicReference<>();

	private final ConcurrentSkipListSet<Retention> usual = new ConcurrentSkipListSet<>(Retention::compareByEnd);

	private final ConcurrentSkipListSet<Retention> othersByEnd = new ConcurrentSkipListSet<>(Retention::compareByEnd);

	private final ConcurrentSkipListSet<Retention> othersByTime = new ConcurrentSkipListSet<>(Retention::compareByTime);

	void add(Retention retention) {
		if (isUsual(retention)) {
			this.usual.add(retention);
		}
		else {
			this.othersByTime.add(retention);
			this.othersByEnd.add(retention);
		}
	}

	void remove(Retention retention) {
		if (isUsual(retention)) {
			this.usual.remove(retention);
		}
		else {
			this.othersByTime.remove(retention);
			this.othersByEnd.remove(retention);
		}
	}

	private boolean isUsual(Retention retention) {
		if (this.usualLength.get() == null) {
			this.usualLength.compareAndSet(null, retention.length());
		}
		// Of two that come first, the one that lost may be as long as the other.
		return retention.length().equals(this.usualLength.get());
	}

	/**
	 * The one that ended first.
	 */
	@Nullable Retention oldest() {
		Retention one = first(this.usual);
		Retention other = first(this.othersByEnd);
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (Retention.compareByEnd(one, other) < 0) ? one : other;
	}

	/**
	 * One that is over.
	 * @param now the time
	 * @param endedBy the time up to which whatever ended is over too
	 * @return a retention; {@code null} if none is over
	 */
	@Nullable Retention over(long now, long endedBy) {
		Retention due = first(this.usual);
		if (due == null || !due.isOver(now)) {
			due = first(this.othersByTime);
		}
		if (due == null || !due.isOver(now)) {
			due = oldest();
		}
		return (due != null && (due.isOver(now) || due.hasEndedBy(endedBy))) ? due : null;
	}

	/**
	 * Number of places in lists, counted one by one.
	 */
	int places() {
		return this.usual.size() + this.othersByEnd.size() + this.othersByTime.size();
	}

	static @Nullable Retention first(ConcurrentSkipListSet<Retention> list) {
		Iterator<Retention> retentions = list.iterator();
		return retentions.hasNext() ? retentions.next() : null;
	}

}
