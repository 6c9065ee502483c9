package io.refcache.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Hashed wheel of things that are due at a time: a bucket a second, so that finding what
 * is due costs what is due, and adding and removing cost the same however much there is.
 *
 * @param <T> the things, told apart by {@code equals}
 */
final class ExpiryWheel<T> {

	/** Over two hours: what is due later is passed over once a turn. */
	private static final int BUCKETS = 8192;

	private final AtomicReferenceArray<@Nullable Set<T>> buckets = new AtomicReferenceArray<>(BUCKETS);

	private final ReentrantLock turning = new ReentrantLock();

	private volatile long second;

	ExpiryWheel(long now) {
		this.second = now / 1000;
	}

	void add(T item, long due, long now) {
		turnBack(now / 1000);
		bucket(due / 1000).add(item);
		long current = this.second;
		if (current > due / 1000) {
			// The wheel turned past that bucket meanwhile; it comes by the current one
			// again.
			bucket(due / 1000).remove(item);
			bucket(current).add(item);
		}
	}

	/**
	 * Follows a clock that was put back: the wheel would stand still until the time it
	 * had reached. To visit a bucket once more does no harm.
	 */
	private void turnBack(long target) {
		if (this.second > target) {
			this.second = target;
		}
	}

	void remove(T item, long due) {
		if (!bucket(due / 1000).remove(item)) {
			// It may have been due when it was added.
			bucket(this.second).remove(item);
		}
	}

	/**
	 * Offers what may be due to a function that takes it out if it is. Returns at once if
	 * another thread is at it.
	 * @param now the time
	 * @param limit how many may be taken out
	 * @param due removes an item that is due, or says {@code false} if it is not
	 * @return how many were taken out
	 */
	int turn(long now, int limit, Predicate<T> due) {
		if (!this.turning.tryLock()) {
			return 0;
		}
		try {
			return turnTo(now / 1000, limit, due);
		}
		finally {
			this.turning.unlock();
		}
	}

	private int turnTo(long target, int limit, Predicate<T> due) {
		int removed = 0;
		turnBack(target);
		long first = Math.max(this.second, target - BUCKETS + 1);
		// The bucket of this very second is visited again: some of it may not be due yet.
		for (long current = first; current <= target; current++) {
			this.second = current;
			Set<T> bucket = this.buckets.get(index(current));
			if (bucket == null) {
				continue;
			}
			for (T item : bucket) {
				if (removed >= limit) {
					return removed;
				}
				if (due.test(item)) {
					bucket.remove(item);
					removed++;
				}
			}
		}
		return removed;
	}

	/**
	 * Number of things in all buckets, counted one by one.
	 */
	int size() {
		int size = 0;
		for (int i = 0; i < BUCKETS; i++) {
			Set<T> bucket = this.buckets.get(i);
			size += (bucket != null) ? bucket.size() : 0;
		}
		return size;
	}

	private Set<T> bucket(long second) {
		int index = index(second);
		Set<T> bucket = this.buckets.get(index);
		if (bucket != null) {
			return bucket;
		}
		this.buckets.compareAndSet(index, null, ConcurrentHashMap.newKeySet());
		Set<T> created = this.buckets.get(index);
		return (created != null) ? created : bucket(second);
	}

	private static int index(long second) {
		return (int) (second & (BUCKETS - 1));
	}

}
