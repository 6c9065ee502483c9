package io.refcache;

import org.jspecify.annotations.Nullable;

/**
 * What is to be read of a reference.
 *
 * @param format amount of detail if the answer is the state of a task; {@code null} for
 * what the method says
 * @param exposedOnly whether values are read only of references that are
 * {@link RefCached#exposed() exposed}; others answer with the state of their task
 * @param page number of the page, from 1; {@code null} for no page, or the first one if
 * there is a page size
 * @param pageSize number of elements of a page, 1 to {@value #MAX_PAGE_SIZE};
 * {@code null} for {@code refcache.preview.page-size}
 * @param maxSize how large the answer may be, 1 to {@value #MAX_SIZE}, in the unit of
 * {@code refcache.preview.unit}; {@code null} for what the method says, and for a whole
 * page
 * @param full whether the value is to be whole, however large
 * @since 0.1.0
 */
public record ReadOptions(@Nullable ResponseFormat format, boolean exposedOnly, @Nullable Integer page,
		@Nullable Integer pageSize, @Nullable Integer maxSize, boolean full) {

	/**
	 * The most elements of a page.
	 */
	public static final int MAX_PAGE_SIZE = 1000;

	/**
	 * The most that may be asked for as a preview; what is larger can be read whole, or
	 * by its pages.
	 */
	public static final int MAX_SIZE = 1_000_000;

	/**
	 * Values, as previews if they are large, and the state of a task in the detail that
	 * its method asks for.
	 */
	public static final ReadOptions DEFAULTS = new ReadOptions(null, false, null, null, null, false);

	public ReadOptions {
		if (page != null && page < 1) {
			throw new IllegalArgumentException("'page' (%d) must be at least 1".formatted(page));
		}
		if (pageSize != null && (pageSize < 1 || pageSize > MAX_PAGE_SIZE)) {
			throw new IllegalArgumentException(
					"'pageSize' (%d) must be from 1 to %d".formatted(pageSize, MAX_PAGE_SIZE));
		}
		if (maxSize != null && (maxSize < 1 || maxSize > MAX_SIZE)) {
			throw new IllegalArgumentException("'maxSize' (%d) must be from 1 to %d".formatted(maxSize, MAX_SIZE));
		}
		if (full && (page != null || pageSize != null || maxSize != null)) {
			throw new IllegalArgumentException(
					"'full' cannot be combined with 'page', 'pageSize' and 'maxSize': ask for the whole, or for a part");
		}
	}

	/**
	 * The same options with another format.
	 * @param format the format
	 * @return new options
	 */
	public ReadOptions withFormat(ResponseFormat format) {
		return new ReadOptions(format, this.exposedOnly, this.page, this.pageSize, this.maxSize, this.full);
	}

	/**
	 * The same options for a reader outside the application.
	 * @return new options
	 */
	public ReadOptions withExposedOnly() {
		return new ReadOptions(this.format, true, this.page, this.pageSize, this.maxSize, this.full);
	}

	/**
	 * The same options for a page.
	 * @param page number of the page, from 1
	 * @return new options
	 */
	public ReadOptions withPage(int page) {
		return new ReadOptions(this.format, this.exposedOnly, page, this.pageSize, this.maxSize, this.full);
	}

	/**
	 * The same options for pages of another size.
	 * @param pageSize number of elements of a page, 1 to {@value #MAX_PAGE_SIZE}
	 * @return new options
	 */
	public ReadOptions withPageSize(int pageSize) {
		return new ReadOptions(this.format, this.exposedOnly, this.page, pageSize, this.maxSize, this.full);
	}

	/**
	 * The same options for an answer of another size.
	 * @param maxSize the size, 1 to {@value #MAX_SIZE}, in the unit of
	 * {@code refcache.preview.unit}
	 * @return new options
	 */
	public ReadOptions withMaxSize(int maxSize) {
		return new ReadOptions(this.format, this.exposedOnly, this.page, this.pageSize, maxSize, this.full);
	}

	/**
	 * The same options for the whole value. One that is larger than
	 * {@code refcache.max-value-size} is refused.
	 * @return new options
	 */
	public ReadOptions withFull() {
		return new ReadOptions(this.format, this.exposedOnly, this.page, this.pageSize, this.maxSize, true);
	}

}
