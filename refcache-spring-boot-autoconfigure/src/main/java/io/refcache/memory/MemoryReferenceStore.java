package io.refcache.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Claim;
import io.refcache.store.Draft;
import io.refcache.store.EvictionStatistics;
import io.refcache.store.Guard;
import io.refcache.store.Lost;
import io.refcache.store.Part;
import io.refcache.store.Query;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.SignalListener;
import io.refcache.store.Slice;
import io.refcache.store.StepResult;
import io.refcache.store.Subscription;
import io.refcache.store.Sweep;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReferenceStore} in the memory of one JVM. Values are shared, not copied.
 * <p>
 * Reads take no lock. What changes is left to {@link RecordSteps} and {@link KeySteps};
 * listeners are told here, once a step has been taken.
 */
final class MemoryReferenceStore implements ReferenceStore {

	private final InstantSource clock;

	private final KeyHolders holders = new KeyHolders();

	private final Signals signals = new Signals();

	private final RecordSteps records;

	private final KeySteps keys;

	private final EntryIndex index;

	MemoryReferenceStore(InstantSource clock, MemoryLimits limits) {
		this.clock = clock;
		this.records = new RecordSteps(clock, limits, this.holders, this.signals);
		this.keys = new KeySteps(clock, this.holders, this.records);
		this.index = this.records.index();
	}

	@Override
	public @Nullable ReferenceRecord lookup(CacheKey key, Part part) {
		MemoryEntry entry = this.holders.get(key);
		while (entry != null) {
			ReferenceRecord record = entry.record();
			long now = this.clock.millis();
			if (record != null && record.holdsKey(now)) {
				this.index.touch(entry, record, now);
				return record;
			}
			// A claim may have moved the key between the two reads.
			MemoryEntry again = this.holders.get(key);
			if (again == entry) {
				return null;
			}
			entry = again;
		}
		return null;
	}

	@Override
	public @Nullable ReferenceRecord find(RefId id, Part part) {
		MemoryEntry entry = this.index.find(id);
		ReferenceRecord record = (entry != null) ? entry.record() : null;
		if (entry == null || record == null || new Transition(this.clock.millis()).isOver(record)) {
			return null;
		}
		if (part == Part.FULL && record.status().isEnded()) {
			this.index.markRead(entry);
		}
		return entry.withProgress(record);
	}

	@Override
	public Claim claim(@Nullable CacheKey key, Draft draft, @Nullable RefId supersede) {
		MemoryEntry existing = this.index.find(draft.id());
		ReferenceRecord repeated = (existing != null) ? existing.record() : null;
		if (repeated != null) {
			return new Claim.Granted(repeated, false);
		}
		Claim claim = (key != null) ? this.keys.claim(key, draft, supersede)
				: new Claim.Granted(this.records.create(null, draft), false);
		this.signals.tell();
		return claim;
	}

	@Override
	public StepResult update(RefId id, Guard guard, Change change) {
		if (guard.run() != null && guard.run().equals(change.newRun())) {
			throw new IllegalArgumentException(
					"'newRun' (%d) must not be the run that it follows".formatted(guard.run()));
		}
		MemoryEntry entry = this.index.find(id);
		ReferenceRecord record = (entry != null) ? entry.record() : null;
		if (entry == null || record == null) {
			return StepResult.Gone.INSTANCE;
		}
		CacheKey key = record.key();
		StepResult result = (guard.keyFree() && key != null) ? this.keys.update(entry, key, guard, change)
				: this.records.update(entry, guard, change);
		this.signals.tell();
		return result;
	}

	@Override
	public boolean progress(RefId id, long run, TaskProgress progress) {
		MemoryEntry entry = this.index.find(id);
		ReferenceRecord record = (entry != null) ? entry.record() : null;
		if (entry == null || record == null || record.status().isEnded() || record.run() != run) {
			return false;
		}
		entry.report(run, progress);
		return true;
	}

	@Override
	public Map<RefId, Lost> renew(Map<RefId, Long> runs, Duration lease) {
		Map<RefId, Lost> lost = new HashMap<>();
		runs.forEach((id, run) -> {
			Change extension = new Change(null, null, null, lease, null, null, null, null, null, false, false, false);
			StepResult result = update(id, Guard.running(run), extension);
			if (result instanceof StepResult.Gone) {
				lost.put(id, Lost.GONE);
			}
			else if (result instanceof StepResult.Refused refused) {
				lost.put(id, reason(refused.current(), run));
			}
		});
		return lost;
	}

	private static Lost reason(ReferenceRecord record, long run) {
		if (record.status() == TaskStatus.CANCELLED) {
			return Lost.CANCELLED;
		}
		return (record.run() != run) ? Lost.FENCED : Lost.ENDED;
	}

	@Override
	public boolean detach(CacheKey key, @Nullable RefId expected) {
		boolean detached = this.keys.detach(key, expected);
		this.signals.tell();
		return detached;
	}

	@Override
	public int detachAll(String operation, @Nullable String namespace) {
		Query query = new Query(null, operation, namespace);
		int count = 0;
		for (MemoryEntry entry : this.index.all()) {
			ReferenceRecord record = entry.record();
			if (record != null && query.matches(record) && !record.detached() && this.records.detach(entry)) {
				count++;
			}
		}
		this.signals.tell();
		return count;
	}

	@Override
	public boolean remove(RefId id) {
		MemoryEntry entry = this.index.find(id);
		while (entry != null) {
			ReferenceRecord record = entry.record();
			if (record == null || !record.status().isEnded() || new Transition(this.clock.millis()).isOver(record)) {
				return false;
			}
			if (this.records.remove(entry, record)) {
				this.signals.tell();
				return true;
			}
		}
		return false;
	}

	@Override
	public int clear(@Nullable String namespace) {
		int count = 0;
		for (MemoryEntry entry : this.index.all()) {
			count += clear(entry, namespace) ? 1 : 0;
		}
		this.signals.tell();
		return count;
	}

	private boolean clear(MemoryEntry entry, @Nullable String namespace) {
		ReferenceRecord record = entry.record();
		while (record != null && (namespace == null || namespace.equals(record.namespace()))) {
			if (!record.status().isEnded()) {
				return !record.detached() && this.records.detach(entry);
			}
			if (new Transition(this.clock.millis()).isOver(record)) {
				return false;
			}
			if (this.records.remove(entry, record)) {
				return true;
			}
			record = entry.record();
		}
		return false;
	}

	@Override
	public Slice list(Query query, @Nullable String cursor, int limit) {
		return new NewestFirst(query, cursor, limit).slice(this.index.all(), this.clock.millis());
	}

	@Override
	public Sweep sweep(@Nullable Duration maxAge, int limit) {
		if (maxAge != null && maxAge.isNegative()) {
			throw new IllegalArgumentException("'maxAge' (%s) must not be negative".formatted(maxAge));
		}
		long now = this.clock.millis();
		Transition transition = new Transition(now);
		long endedBy = transition.before(maxAge);
		Map<TaskStatus, Integer> removed = new EnumMap<>(TaskStatus.class);
		this.index.sweep(now, endedBy, limit, (entry) -> {
			ReferenceRecord gone = this.records.removeIf((record) -> transition.isOver(record, endedBy), entry);
			if (gone != null) {
				removed.merge(gone.status(), 1, Integer::sum);
				// Each at once, or the next step of another thread tells of all.
				this.signals.tell();
			}
			return gone != null;
		});
		this.signals.tell();
		return new Sweep(removed, this.records.leases().lapsed(now));
	}

	@Override
	public EvictionStatistics evictions() {
		return this.index.evictions();
	}

	@Override
	public Subscription subscribe(SignalListener listener) {
		return this.signals.subscribe(listener);
	}

	/**
	 * Number of keys that lead somewhere, be it to nothing.
	 */
	int keys() {
		return this.holders.size();
	}

	/**
	 * Number of entries that may have a lease.
	 */
	int leases() {
		return this.records.leases().size();
	}

	EntryIndex index() {
		return this.index;
	}

}
