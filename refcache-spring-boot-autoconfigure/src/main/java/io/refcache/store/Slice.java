package io.refcache.store;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list of records.
 *
 * @param records the records, newest first
 * @param next cursor of the next part; {@code null} if this is the last one
 * @since 0.1.0
 */
public record Slice(List<ReferenceRecord> records, @Nullable String next) {

	public Slice {
		records = List.copyOf(records);
	}

}
