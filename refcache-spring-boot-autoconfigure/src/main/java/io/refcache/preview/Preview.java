package io.refcache.preview;

import org.jspecify.annotations.Nullable;

/**
 * A part of a value.
 *
 * @param content the part as JSON-like data: lists, maps, texts, numbers, truth values
 * and {@code null}
 * @param strategy how it was made
 * @param size its size
 * @param totalItems number of elements, entries or properties of the whole; {@code null}
 * if it has none, or if they are too many to be known
 * @param items how many of these it holds; {@code null} if the whole has none
 * @param page number of the page, from 1; {@code null} unless paginated
 * @param totalPages number of pages; {@code null} unless paginated, or if they are too
 * many to be known
 * @param trimmed whether a page holds less than it should, for the sake of its size
 * @since 0.1.0
 */
public record Preview(@Nullable Object content, PreviewStrategy strategy, long size, @Nullable Integer totalItems,
		@Nullable Integer items, @Nullable Integer page, @Nullable Integer totalPages, boolean trimmed) {

	/**
	 * A preview that is no page.
	 * @param content the part
	 * @param strategy how it was made
	 * @param size its size
	 * @param totalItems number of elements of the whole
	 * @param items how many of these it holds
	 * @return the preview
	 */
	public static Preview of(@Nullable Object content, PreviewStrategy strategy, long size,
			@Nullable Integer totalItems, @Nullable Integer items) {
		return new Preview(content, strategy, size, totalItems, items, null, null, false);
	}

	/**
	 * Whether a page follows this one.
	 * @return whether there is one; {@code null} unless paginated
	 */
	public @Nullable Boolean hasNext() {
		return (this.page != null && this.totalPages != null) ? this.page < this.totalPages : null;
	}

}
