package io.refcache.preview;

import org.jspecify.annotations.Nullable;

/**
 * A value whose size is known, ready to show parts of itself. It is kept for as long as
 * the value is, and used by several threads at once.
 *
 * @since 0.1.0
 */
public interface MeasuredValue {

	/**
	 * The size of the whole, in the unit of the measurer. Of a value that has more bytes
	 * than asked for, the size of what was looked at.
	 * @return the size
	 */
	long size();

	/**
	 * The bytes of the whole as compact JSON in UTF-8.
	 * @return the number; {@link Long#MAX_VALUE} if there are more than asked for
	 */
	long bytes();

	/**
	 * A part of no more than a size. It may be larger only if the smallest part that
	 * shows anything is.
	 * @param strategy how to make it, {@link PreviewStrategy#SAMPLE} or
	 * {@link PreviewStrategy#TRUNCATE}
	 * @param maxSize the size, at least 1
	 * @return the part
	 */
	Preview preview(PreviewStrategy strategy, int maxSize);

	/**
	 * A page. Beyond the end it is empty. What takes its time depends on the page, not on
	 * what comes before it.
	 * @param page number of the page, from 1
	 * @param pageSize number of elements, entries or properties of a page; a text, or
	 * another value without any, is one page
	 * @param maxSize the size that the page is trimmed to, but for its first element;
	 * {@code null} for the whole page
	 * @return the page
	 */
	Preview page(int page, int pageSize, @Nullable Integer maxSize);

}
