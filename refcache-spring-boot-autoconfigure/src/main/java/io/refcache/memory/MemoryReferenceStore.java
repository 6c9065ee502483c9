package io.refcache.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Claim;
import io.refcache.store.Draft;
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
 * A step on one record is a compare-and-set of its {@link MemoryEntry}; a step on a key
 * and its record also holds the key's lock, which covers no user code but {@code equals}
 * of arguments. Reads take no lock.
 */
final class MemoryReferenceStore implements ReferenceStore {

	private final InstantSource clock;

	private final EntryIndex index;

	private final KeyHolders holders = new KeyHolders();

	private final Leases leases = new Leases();

	private final Signals signals = new Signals();

	MemoryReferenceStore(InstantSource clock, MemoryLimits limits) {
		this.clock = clock;
		this.index = new EntryIndex(clock, limits, this::forget);
	}

	@Override
	public @Nullable ReferenceRecord lookup(CacheKey key, Part part) {
		MemoryEntry entry = this.holders.get(key);
		while (entry != null) {
			ReferenceRecord record = entry.record();
			if (record != null && record.holdsKey(this.clock.millis())) {
				this.index.touch(entry, record);
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
			return new Claim.Granted(repeated);
		}
		Claim claim = (key != null) ? this.holders.locked(key, () -> claimKey(key, draft, supersede))
				: new Claim.Granted(create(null, draft));
		this.signals.tell();
		return claim;
	}

	private Claim claimKey(CacheKey key, Draft draft, @Nullable RefId supersede) {
		MemoryEntry holder = this.holders.get(key);
		ReferenceRecord held = (holder != null) ? holder.record() : null;
		long now = this.clock.millis();
		boolean taken = held != null && held.holdsKey(now);
		if (held != null && taken && !draft.force() && !held.id().equals(supersede)) {
			return new Claim.Current(held, new Transition(now).isLapsed(held));
		}
		ReferenceRecord granted = create(key, draft);
		if (holder != null) {
			detach(holder);
		}
		return new Claim.Granted(granted);
	}

	private ReferenceRecord create(@Nullable CacheKey key, Draft draft) {
		ReferenceRecord record = new Transition(this.clock.millis()).create(key, draft);
		MemoryEntry entry = new MemoryEntry(record);
		MemoryEntry existing = this.index.add(entry, record);
		ReferenceRecord repeated = (existing != null) ? existing.record() : null;
		if (repeated != null) {
			return repeated;
		}
		if (draft.lease() != null) {
			this.leases.note(entry);
		}
		if (key != null) {
			// Before the old holder is detached: at no moment does the key lead nowhere.
			this.holders.put(key, entry);
		}
		if (record.status().isEnded()) {
			this.index.settle(entry, record, draft.keep());
		}
		if (key != null && entry.record() == null) {
			// It was removed before the key led to it.
			this.holders.remove(key, entry);
		}
		return record;
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
		StepResult result = (guard.keyFree() && key != null)
				? this.holders.locked(key, () -> updateAndTakeKey(entry, key, guard, change))
				: update(entry, guard, change);
		this.signals.tell();
		return result;
	}

	private StepResult updateAndTakeKey(MemoryEntry entry, CacheKey key, Guard guard, Change change) {
		MemoryEntry holder = this.holders.get(key);
		ReferenceRecord held = (holder != null) ? holder.record() : null;
		if (held != null && holder != entry && held.holdsKey(this.clock.millis())) {
			ReferenceRecord current = entry.record();
			return (current != null) ? new StepResult.Refused(current) : StepResult.Gone.INSTANCE;
		}
		// Before the record holds it: at no moment does a held key lead nowhere.
		this.holders.put(key, entry);
		StepResult result = update(entry, guard, change);
		ReferenceRecord after = entry.record();
		if (after == null || !after.holdsKey(this.clock.millis())) {
			this.holders.remove(key, entry);
		}
		return result;
	}

	private StepResult update(MemoryEntry entry, Guard guard, Change change) {
		while (true) {
			ReferenceRecord before = entry.record();
			if (before == null) {
				return StepResult.Gone.INSTANCE;
			}
			Transition transition = new Transition(this.clock.millis());
			if (transition.isOver(before)) {
				return StepResult.Gone.INSTANCE;
			}
			if (transition.isRepeated(guard, change, before)) {
				return new StepResult.Applied(before);
			}
			if (!transition.allows(guard, before)) {
				return new StepResult.Refused(before);
			}
			ReferenceRecord after = transition.apply(change, before, entry.progressOf(before));
			if (after.isUnreachable() ? entry.remove(before) : entry.replace(before, after)) {
				followUp(entry, before, after, change);
				return new StepResult.Applied(entry.withProgress(after));
			}
		}
	}

	private void followUp(MemoryEntry entry, ReferenceRecord before, ReferenceRecord after, Change change) {
		if (after.status().isEnded() && !before.status().isEnded()) {
			this.signals.ended(after);
		}
		Duration keep = (change.keep() != null) ? change.keep() : Duration.ZERO;
		if (after.isUnreachable()) {
			this.index.remove(entry, after);
			forget(entry, after);
		}
		else if (after.status().isEnded() && !before.status().isEnded()) {
			this.index.settle(entry, after, keep);
			this.holders.drop(entry, after);
		}
		else if (before.status().isEnded() && !after.status().isEnded()) {
			this.index.revive(entry, before);
		}
		else {
			this.holders.drop(entry, after);
		}
		if (before.leaseUntil() != ReferenceRecord.NEVER || after.leaseUntil() != ReferenceRecord.NEVER) {
			this.leases.note(entry);
		}
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
			Change extension = new Change(null, null, null, lease, null, null, null, null, null, false, false);
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
		boolean detached = this.holders.locked(key, () -> detachHolder(key, expected));
		this.signals.tell();
		return detached;
	}

	private boolean detachHolder(CacheKey key, @Nullable RefId expected) {
		MemoryEntry holder = this.holders.get(key);
		ReferenceRecord held = (holder != null) ? holder.record() : null;
		boolean meant = held != null && (expected == null || expected.equals(held.id()));
		return holder != null && held != null && meant && held.holdsKey(this.clock.millis()) && detach(holder);
	}

	private boolean detach(MemoryEntry entry) {
		return update(entry, Guard.any(), Change.detaching()) instanceof StepResult.Applied;
	}

	@Override
	public boolean remove(RefId id) {
		MemoryEntry entry = this.index.find(id);
		while (entry != null) {
			ReferenceRecord record = entry.record();
			if (record == null || !record.status().isEnded() || new Transition(this.clock.millis()).isOver(record)) {
				return false;
			}
			if (remove(entry, record)) {
				this.signals.tell();
				return true;
			}
		}
		return false;
	}

	private boolean remove(MemoryEntry entry, ReferenceRecord record) {
		if (!entry.remove(record)) {
			return false;
		}
		this.index.remove(entry, record);
		forget(entry, record);
		return true;
	}

	/** What is left to do once an entry has lost its record, and its place. */
	private void forget(MemoryEntry entry, ReferenceRecord record) {
		CacheKey key = record.key();
		if (key != null) {
			this.holders.remove(key, entry);
		}
		this.signals.removed(record);
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
				return !record.detached() && detach(entry);
			}
			if (new Transition(this.clock.millis()).isOver(record)) {
				return false;
			}
			if (remove(entry, record)) {
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
			ReferenceRecord gone = removeIf((record) -> transition.isOver(record, endedBy), entry);
			if (gone != null) {
				removed.merge(gone.status(), 1, Integer::sum);
			}
			return gone != null;
		});
		this.signals.tell();
		return new Sweep(removed, this.leases.lapsed(now));
	}

	private @Nullable ReferenceRecord removeIf(Predicate<ReferenceRecord> over, MemoryEntry entry) {
		ReferenceRecord record = entry.record();
		while (record != null && over.test(record)) {
			if (remove(entry, record)) {
				return record;
			}
			record = entry.record();
		}
		return null;
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
		return this.leases.size();
	}

	EntryIndex index() {
		return this.index;
	}

}
