package io.refcache.actuate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.refcache.access.NamespacePairs;
import io.refcache.store.Query;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.Slice;

/**
 * Counts references by namespace. Whom a namespace names is not told.
 */
final class Namespaces {

	static final int MAX_NAMES = 100;

	private static final int MAX_SLICES = 100;

	private static final int SLICE = 1000;

	private final ReferenceStore store;

	Namespaces(ReferenceStore store) {
		this.store = store;
	}

	/**
	 * The largest namespaces, of the newest references.
	 */
	Map<String, Long> count() {
		Map<String, Long> counts = new HashMap<>();
		String cursor = null;
		int slices = 0;
		do {
			Slice slice = this.store.list(Query.ALL, cursor, SLICE);
			for (ReferenceRecord record : slice.records()) {
				counts.merge(NamespacePairs.mask(record.namespace()), 1L, Long::sum);
			}
			cursor = slice.next();
			slices++;
		}
		while (cursor != null && slices < MAX_SLICES);
		return largest(counts);
	}

	private static Map<String, Long> largest(Map<String, Long> counts) {
		Comparator<Map.Entry<String, Long>> order = Map.Entry.<String, Long>comparingByValue()
			.reversed()
			.thenComparing(Map.Entry.comparingByKey());
		Map<String, Long> largest = new LinkedHashMap<>();
		counts.entrySet()
			.stream()
			.sorted(order)
			.limit(MAX_NAMES)
			.forEach((entry) -> largest.put(entry.getKey(), entry.getValue()));
		return largest;
	}

}
