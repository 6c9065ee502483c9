package io.refcache.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.refcache.TaskStatus;
import io.refcache.store.EvictionStatistics;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries by id, and keeps them within bounds. What has not ended, or was published
 * and is within its retention, is pinned; the rest is in a cache of bounded size, where
 * an entry only ever moves to.
 */
final class EntryIndex {

	private static final Log logger = LogFactory.getLog(EntryIndex.class);

	private static final long LOG_INTERVAL = TimeUnit.MINUTES.toMillis(1);

	private final InstantSource clock;

	private final ConcurrentHashMap<RefId, MemoryEntry> pinned = new ConcurrentHashMap<>();

	private final Cache<RefId, MemoryEntry> cache;

	private final RetainedReferences retained;

	private final ExpiryWheel<RefId> wheel;

	private final BiConsumer<MemoryEntry, ReferenceRecord> evicted;

	private final LongAdder releasedEarly = new LongAdder();

	private final LongAdder uncached = new LongAdder();

	private volatile long nextLog;

	/**
	 * An empty index.
	 * @param clock the time
	 * @param limits the bounds
	 * @param evicted told when an entry had to go for space, after it lost its record
	 */
	EntryIndex(InstantSource clock, MemoryLimits limits, BiConsumer<MemoryEntry, ReferenceRecord> evicted) {
		this.clock = clock;
		this.evicted = evicted;
		this.retained = new RetainedReferences(limits.maxRetained());
		this.wheel = new ExpiryWheel<>(clock.millis());
		this.cache = Caffeine.newBuilder()
			.maximumSize(limits.maxEntries())
			.executor(Runnable::run)
			.evictionListener(this::onEviction)
			.build();
	}

	@Nullable MemoryEntry find(RefId id) {
		MemoryEntry entry = this.pinned.get(id);
		return (entry != null) ? entry : this.cache.getIfPresent(id);
	}

	/**
	 * Adds a new entry.
	 * @return the entry that has this id already; {@code null} if none has
	 */
	@Nullable MemoryEntry add(MemoryEntry entry, ReferenceRecord record) {
		MemoryEntry existing = this.pinned.putIfAbsent(record.id(), entry);
		while (existing != null && existing.record() == null) {
			// It was removed, and is about to leave.
			this.pinned.remove(record.id(), existing);
			existing = this.pinned.putIfAbsent(record.id(), entry);
		}
		return existing;
	}

	/**
	 * Notes a hit, by which the cache knows what is worth keeping: one for many of the
	 * same moment, for it takes a second search.
	 */
	void touch(MemoryEntry entry, ReferenceRecord record, long now) {
		if (record.status().isEnded() && entry.touch(now)) {
			this.cache.getIfPresent(record.id());
		}
	}

	void markRead(MemoryEntry entry) {
		this.retained.markRead(entry);
	}

	/**
	 * Puts an entry that has ended where it belongs.
	 */
	void settle(MemoryEntry entry, ReferenceRecord record, Duration keep) {
		if (record.published()) {
			this.retained.add(new Retention(entry, record, keep), this::releaseEarly);
		}
		else {
			moveToCache(entry, record);
		}
		ReferenceRecord current = entry.record();
		if (current == null) {
			// It was removed while it was on its way.
			remove(entry, record);
		}
		else if (current.attempt() != record.attempt()) {
			// The next attempt has begun already, and may have ended.
			revive(entry, record);
		}
	}

	/**
	 * Takes an entry off the list of those that have ended.
	 * @param entry the entry, which has begun another attempt, or ended it
	 * @param ended the record at the end of the attempt before
	 */
	void revive(MemoryEntry entry, ReferenceRecord ended) {
		this.retained.remove(entry, ended);
	}

	void remove(MemoryEntry entry, ReferenceRecord record) {
		this.pinned.remove(record.id(), entry);
		this.cache.asMap().remove(record.id(), entry);
		this.retained.remove(entry);
		this.wheel.remove(record.id(), record.keptUntil());
	}

	/**
	 * Offers what may be over to a function that removes it if it is.
	 * @param now the time
	 * @param endedBy the time up to which whatever ended is retained no longer
	 * @param limit how many may be removed
	 * @param over removes an entry whose time is over, or says {@code false} if it is not
	 */
	void sweep(long now, long endedBy, int limit, Predicate<MemoryEntry> over) {
		int removed = this.retained.expire(now, endedBy, limit, (retention) -> {
			boolean gone = over.test(retention.entry());
			if (!gone) {
				release(retention);
			}
			return gone;
		});
		this.wheel.turn(now, limit - removed, (id) -> {
			MemoryEntry entry = find(id);
			return entry == null || entry.record() == null || over.test(entry);
		});
	}

	/**
	 * All entries, each once even if it moves meanwhile.
	 */
	Set<MemoryEntry> all() {
		Set<MemoryEntry> all = new HashSet<>(this.pinned.values());
		all.addAll(this.cache.asMap().values());
		return all;
	}

	EvictionStatistics evictions() {
		return new EvictionStatistics(this.releasedEarly.sum(), this.uncached.sum());
	}

	int pinned() {
		return this.pinned.size();
	}

	int cached() {
		return this.cache.asMap().size();
	}

	int retained() {
		return this.retained.size();
	}

	int listed() {
		return this.retained.places();
	}

	int scheduled() {
		return this.wheel.size();
	}

	private void moveToCache(MemoryEntry entry, ReferenceRecord record) {
		if (record.keptUntil() != ReferenceRecord.NEVER) {
			this.wheel.add(record.id(), record.keptUntil(), this.clock.millis());
		}
		this.cache.put(record.id(), entry);
		this.pinned.remove(record.id(), entry);
	}

	private void release(Retention retention) {
		MemoryEntry entry = retention.entry();
		ReferenceRecord record = entry.record();
		// A later attempt has a retention of its own.
		if (record != null && record.status() == TaskStatus.COMPLETE && retention.isOf(record)) {
			moveToCache(entry, record);
			if (entry.record() == null) {
				remove(entry, record);
			}
		}
	}

	/**
	 * Gives up an entry within its retention. A value that is still fresh stays as long
	 * as there is room; anything else is lost.
	 */
	private void releaseEarly(Retention retention) {
		MemoryEntry entry = retention.entry();
		ReferenceRecord record = entry.record();
		while (record != null && retention.isOf(record)) {
			if (record.isFresh(this.clock.millis())) {
				release(retention);
				return;
			}
			if (entry.remove(record)) {
				remove(entry, record);
				this.evicted.accept(entry, record);
				countReleasedEarly();
				return;
			}
			record = entry.record();
		}
	}

	private void countReleasedEarly() {
		this.releasedEarly.increment();
		long now = this.clock.millis();
		if (now >= this.nextLog) {
			this.nextLog = now + LOG_INTERVAL;
			logger.warn(("%d references were removed before their retention was over; "
					+ "raise refcache.task.max-retained or lower refcache.task.retention")
				.formatted(this.releasedEarly.sum()));
		}
	}

	private void onEviction(@Nullable RefId id, @Nullable MemoryEntry entry, RemovalCause cause) {
		ReferenceRecord record = (entry != null) ? entry.record() : null;
		while (entry != null && record != null) {
			if (entry.remove(record)) {
				this.retained.remove(entry);
				this.wheel.remove(record.id(), record.keptUntil());
				this.evicted.accept(entry, record);
				this.uncached.increment();
				return;
			}
			record = entry.record();
		}
	}

}
