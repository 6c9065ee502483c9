package io.refcache.benchmarks;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * What no cleanup of this design can do without: values are found by key and by id, in a
 * cache of bounded size, and what is due by the second in which it is. Nothing else is
 * done meanwhile.
 */
final class CleanupByHand {

	private static final int WARM_UPS = 20;

	private final Cache<UUID, Entry> entries = Caffeine.newBuilder()
		.maximumSize(10_000_000)
		.executor(Runnable::run)
		.build();

	private final ConcurrentMap<Object, Entry> keys = new ConcurrentHashMap<>();

	private final Set<UUID> due = ConcurrentHashMap.newKeySet();

	private final Set<UUID> later = ConcurrentHashMap.newKeySet();

	private final int all;

	private final int expired;

	CleanupByHand(int all, int expired) {
		this.all = all;
		this.expired = expired;
	}

	/** Nanoseconds of a cleanup, of each that it removed. */
	double perRemoved() {
		for (int i = 0; i < WARM_UPS; i++) {
			fill(this.due, 0, this.expired);
			cleanUp();
		}
		fill(this.due, 0, this.expired);
		fill(this.later, this.expired, this.all);
		System.gc();
		long start = System.nanoTime();
		int removed = cleanUp();
		long took = System.nanoTime() - start;
		if (removed != this.expired) {
			throw new IllegalStateException("%d removed, not %d".formatted(removed, this.expired));
		}
		return (double) took / removed;
	}

	private void fill(Set<UUID> bucket, long from, long to) {
		for (long key = from; key < to; key++) {
			Entry entry = new Entry(UUID.randomUUID(), new Key(CleanupByHand.class, key), "value");
			this.entries.put(entry.id(), entry);
			this.keys.put(entry.key(), entry);
			bucket.add(entry.id());
		}
	}

	private int cleanUp() {
		int removed = 0;
		for (UUID id : this.due) {
			Entry entry = this.entries.asMap().remove(id);
			if (entry != null && this.keys.remove(entry.key(), entry)) {
				removed++;
			}
			this.due.remove(id);
		}
		return removed;
	}

	private record Key(Object operation, @Nullable Object argument) {
	}

	private record Entry(UUID id, Key key, Object value) {
	}

}
