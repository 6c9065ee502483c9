package io.refcache.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.refcache.store.CacheKey;
import io.refcache.store.ReferenceRecord;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What each key leads to: hints, to be checked against the entry's record at each use. A
 * step that touches a key as well as a record holds the key's lock.
 */
final class KeyHolders {

	private static final Log logger = LogFactory.getLog(KeyHolders.class);

	private static final int LOCKS = 64;

	/** Each key is the same object as that of the entry it leads to. */
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

	/**
	 * Lets a key lead to another entry. Its lock is held.
	 * @param key the entry's key, the same object as that of the entry it leads to now
	 * @param entry the entry
	 */
	void put(CacheKey key, MemoryEntry entry) {
		MemoryEntry before = this.holders.put(key, entry);
		entry.hold();
		if (before != null && before != entry) {
			before.release();
		}
	}

	/**
	 * Lets a key lead to another entry, whose key may be another object. Its lock is
	 * held, and nobody holds the key.
	 */
	void replace(@Nullable MemoryEntry holder, CacheKey key, MemoryEntry entry) {
		CacheKey held = (holder != null) ? holder.key() : null;
		if (holder != null && held != null && held != key) {
			holder.release();
			remove(held, holder);
		}
		put(key, entry);
	}

	/**
	 * Lets the key of an entry no longer lead to it. Calls no {@code equals} of
	 * arguments, which may be one that throws on this thread: the key is found by
	 * identity.
	 */
	void remove(MemoryEntry entry) {
		CacheKey key = entry.key();
		if (key != null && entry.release()) {
			remove(key, entry);
		}
	}

	private void remove(CacheKey key, MemoryEntry entry) {
		try {
			this.holders.remove(key, entry);
		}
		catch (RuntimeException | Error ex) {
			// Another key of the same hash, or one that came since: rare, and no reason
			// to break a step that has been taken.
			logger.warn("Arguments of %s cannot be compared".formatted(key), ex);
		}
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
				remove(entry);
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
