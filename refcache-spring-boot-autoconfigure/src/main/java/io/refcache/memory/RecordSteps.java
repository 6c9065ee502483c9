package io.refcache.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;

import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.StepResult;
import org.jspecify.annotations.Nullable;

/**
 * Steps on one record, each a compare-and-set of its {@link MemoryEntry}, with what
 * follows from them for the indexes that lead to it.
 */
final class RecordSteps {

	private final InstantSource clock;

	private final EntryIndex index;

	private final KeyHolders holders;

	private final Leases leases = new Leases();

	private final Signals signals;

	RecordSteps(InstantSource clock, MemoryLimits limits, KeyHolders holders, Signals signals) {
		this.clock = clock;
		this.index = new EntryIndex(clock, limits, this::forget);
		this.holders = holders;
		this.signals = signals;
	}

	EntryIndex index() {
		return this.index;
	}

	Leases leases() {
		return this.leases;
	}

	/**
	 * Makes a record; for one with a key, its lock is held.
	 * @return the new record, or the one that was made by the same step before
	 */
	ReferenceRecord create(@Nullable CacheKey key, Draft draft) {
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
			this.holders.remove(entry);
		}
		return record;
	}

	StepResult update(MemoryEntry entry, Guard guard, Change change) {
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
			entry.forgetReport(before.run());
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

	boolean detach(MemoryEntry entry) {
		return update(entry, Guard.any(), Change.detaching()) instanceof StepResult.Applied;
	}

	/**
	 * Removes a record if it is still the given one.
	 */
	boolean remove(MemoryEntry entry, ReferenceRecord record) {
		if (!entry.remove(record)) {
			return false;
		}
		this.index.remove(entry, record);
		forget(entry, record);
		return true;
	}

	/** What is left to do once an entry has lost its record, and its place. */
	private void forget(MemoryEntry entry, ReferenceRecord record) {
		this.signals.removed(record);
		this.holders.remove(entry);
	}

	/**
	 * Removes the record of an entry if it is over.
	 * @return the record that was removed; {@code null} if none was
	 */
	@Nullable ReferenceRecord removeIf(Predicate<ReferenceRecord> over, MemoryEntry entry) {
		ReferenceRecord record = entry.record();
		while (record != null && over.test(record)) {
			if (remove(entry, record)) {
				return record;
			}
			record = entry.record();
		}
		return null;
	}

}
