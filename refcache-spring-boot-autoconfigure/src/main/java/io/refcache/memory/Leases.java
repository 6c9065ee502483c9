package io.refcache.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;

/**
 * The entries that have not ended and whose owner is believed alive for a time only.
 */
final class Leases {

	private final Set<MemoryEntry> leased = ConcurrentHashMap.newKeySet();

	/**
	 * Puts an entry on the list, or takes it off. Whoever acted on a record that has
	 * changed meanwhile does it again.
	 */
	void note(MemoryEntry entry) {
		ReferenceRecord record;
		do {
			record = entry.record();
			if (record != null && !record.status().isEnded() && record.leaseUntil() != ReferenceRecord.NEVER) {
				this.leased.add(entry);
			}
			else {
				this.leased.remove(entry);
			}
		}
		while (record != entry.record());
	}

	/**
	 * The runs whose lease is over.
	 */
	Map<RefId, Long> lapsed(long now) {
		Map<RefId, Long> lapsed = new HashMap<>();
		for (MemoryEntry entry : this.leased) {
			ReferenceRecord record = entry.record();
			if (record != null && new Transition(now).isLapsed(record)) {
				lapsed.put(record.id(), record.run());
			}
		}
		return lapsed;
	}

	int size() {
		return this.leased.size();
	}

}
