package io.refcache.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.refcache.store.CacheKey;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What each key leads to: hints, to be checked against the entry's record at each use. A
 * step that touches a key as well as a record holds the key's lock.
 */
final class KeyHolders {

	private static final int LOCKS = 64;

	private final ConcurrentHashMap<CacheKey, MemoryEntry> holders = new ConcurrentHashMap<>();

	private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

	KeyHolders() {
		for (int i = 0; i < LOCKS; i++) {
			this.locks[i] = new ReentrantLock();
		}
	}

	@Nullable MemoryEntry get(CacheKey key) {
		return this.holders.get(key);
	}

	void put(CacheKey key, MemoryEntry entry) {
		this.holders.put(key, entry);
	}

	void remove(CacheKey key, MemoryEntry entry) {
		this.holders.remove(key, entry);
	}

	int size() {
		return this.holders.size();
	}

	/**
	 * Lets the key of a detached record no longer lead to its entry.
	 */
	void drop(MemoryEntry entry, ReferenceRecord record) {
		CacheKey key = record.key();
		if (!record.detached() || key == null) {
			return;
		}
		locked(key, () -> {
			ReferenceRecord current = entry.record();
			// A retry may have taken the key back meanwhile.
			if (current == null || current.detached()) {
				remove(key, entry);
			}
			return true;
		});
	}

	<T> T locked(CacheKey key, Supplier<T> step) {
		ReentrantLock lock = this.locks[key.hashCode() & (LOCKS - 1)];
		lock.lock();
		try {
			return step.get();
		}
		finally {
			lock.unlock();
		}
	}

}
