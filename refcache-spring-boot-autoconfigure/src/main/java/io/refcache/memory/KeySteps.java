package io.refcache.memory;

import java.time.InstantSource;

import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Claim;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.StepResult;
import org.jspecify.annotations.Nullable;

/**
 * Steps on a key with its records, each under the key's lock, which covers no user code
 * but {@code equals} of arguments.
 */
final class KeySteps {

	private final InstantSource clock;

	private final KeyHolders holders;

	private final RecordSteps records;

	KeySteps(InstantSource clock, KeyHolders holders, RecordSteps records) {
		this.clock = clock;
		this.holders = holders;
		this.records = records;
	}

	Claim claim(CacheKey key, Draft draft, @Nullable RefId supersede) {
		return this.holders.locked(key, () -> claimLocked(key, draft, supersede));
	}

	private Claim claimLocked(CacheKey key, Draft draft, @Nullable RefId supersede) {
		MemoryEntry holder = this.holders.get(key);
		ReferenceRecord held = (holder != null) ? holder.record() : null;
		long now = this.clock.millis();
		boolean taken = held != null && held.holdsKey(now);
		if (held != null && taken && !draft.force() && !held.id().equals(supersede)) {
			return new Claim.Current(held, new Transition(now).isLapsed(held));
		}
		CacheKey own = (holder != null && holder.key() != null) ? holder.key() : key;
		ReferenceRecord granted = this.records.create(own, draft);
		if (holder != null) {
			this.records.detach(holder);
		}
		return new Claim.Granted(granted, held != null && !taken);
	}

	/**
	 * Changes a record that takes its key again, if nobody else holds it.
	 */
	StepResult update(MemoryEntry entry, CacheKey key, Guard guard, Change change) {
		return this.holders.locked(key, () -> updateLocked(entry, key, guard, change));
	}

	private StepResult updateLocked(MemoryEntry entry, CacheKey key, Guard guard, Change change) {
		MemoryEntry holder = this.holders.get(key);
		ReferenceRecord held = (holder != null) ? holder.record() : null;
		if (held != null && holder != entry && held.holdsKey(this.clock.millis())) {
			ReferenceRecord current = entry.record();
			return (current != null) ? new StepResult.Refused(current) : StepResult.Gone.INSTANCE;
		}
		// Before the record holds it: at no moment does a held key lead nowhere.
		this.holders.replace(holder, key, entry);
		if (holder != null && holder != entry) {
			this.records.detach(holder);
		}
		StepResult result = this.records.update(entry, guard, change);
		ReferenceRecord after = entry.record();
		if (after == null || !after.holdsKey(this.clock.millis())) {
			this.holders.remove(entry);
		}
		return result;
	}

	boolean detach(CacheKey key, @Nullable RefId expected) {
		return this.holders.locked(key, () -> detachLocked(key, expected));
	}

	private boolean detachLocked(CacheKey key, @Nullable RefId expected) {
		MemoryEntry holder = this.holders.get(key);
		ReferenceRecord held = (holder != null) ? holder.record() : null;
		boolean meant = held != null && (expected == null || expected.equals(held.id()));
		return holder != null && held != null && meant && held.holdsKey(this.clock.millis())
				&& this.records.detach(holder);
	}

}
