package io.refcache.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import io.refcache.store.Query;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A slice of a list that is ordered by creation, newest first. Its cursor names the last
 * record of the slice before.
 */
final class NewestFirst {

	private static final Comparator<ReferenceRecord> ORDER = Comparator.comparingLong(ReferenceRecord::createdAt)
		.thenComparing(ReferenceRecord::id)
		.reversed();

	private static final int MAX_LIMIT = 1000;

	private final Query query;

	private final @Nullable Cursor cursor;

	private final int limit;

	NewestFirst(Query query, @Nullable String cursor, int limit) {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new IllegalArgumentException("'limit' (%d) must be 1 to %d".formatted(limit, MAX_LIMIT));
		}
		this.query = query;
		this.cursor = (cursor != null) ? Cursor.parse(cursor) : null;
		this.limit = limit;
	}

	Slice slice(Iterable<MemoryEntry> entries, long now) {
		PriorityQueue<ReferenceRecord> newest = new PriorityQueue<>(ORDER.reversed());
		for (MemoryEntry entry : entries) {
			ReferenceRecord record = entry.record();
			if (record != null && record.keptUntil() > now && isBehindCursor(record) && this.query.matches(record)) {
				newest.add(entry.withProgress(record));
				if (newest.size() > this.limit + 1) {
					newest.poll();
				}
			}
		}
		return slice(newest);
	}

	private Slice slice(PriorityQueue<ReferenceRecord> newest) {
		List<ReferenceRecord> records = new ArrayList<>(newest);
		Collections.sort(records, ORDER);
		if (records.size() <= this.limit) {
			return new Slice(records, null);
		}
		List<ReferenceRecord> page = records.subList(0, this.limit);
		ReferenceRecord last = page.get(this.limit - 1);
		return new Slice(page, new Cursor(last.createdAt(), last.id()).toString());
	}

	private boolean isBehindCursor(ReferenceRecord record) {
		return this.cursor == null || this.cursor.isBefore(record);
	}

	/**
	 * Where a slice ended.
	 *
	 * @param createdAt creation of its last record
	 * @param id that record
	 */
	private record Cursor(long createdAt, RefId id) {

		static Cursor parse(String text) {
			int slash = text.indexOf('/');
			int colon = text.indexOf(':', slash + 1);
			RefId id = (slash > 0 && colon > 0)
					? RefId.parse(text.substring(slash + 1, colon), text.substring(slash + 1)) : null;
			if (id == null) {
				throw new IllegalArgumentException("'%s' is no cursor of a list".formatted(text));
			}
			try {
				return new Cursor(Long.parseLong(text.substring(0, slash), 16), id);
			}
			catch (NumberFormatException ex) {
				throw new IllegalArgumentException("'%s' is no cursor of a list".formatted(text), ex);
			}
		}

		boolean isBefore(ReferenceRecord record) {
			return record.createdAt() < this.createdAt
					|| (record.createdAt() == this.createdAt && record.id().compareTo(this.id) < 0);
		}

		@Override
		public String toString() {
			return Long.toHexString(this.createdAt) + "/" + this.id;
		}

	}

}
