package io.refcache.engine;

import io.refcache.preview.Preview;
import io.refcache.preview.PreviewSettings;
import io.refcache.preview.PreviewStrategy;

/**
 * Sentences that tell the reader of a preview how to get the rest.
 */
final class PreviewMessages {

	private final PreviewSettings settings;

	PreviewMessages(PreviewSettings settings) {
		this.settings = settings;
	}

	/**
	 * The sentence for a part.
	 * @param preview the part
	 * @param bytes how large the whole is
	 * @param pageSize number of elements of a page
	 */
	String of(Preview preview, long bytes, int pageSize) {
		String whole = (bytes <= this.settings.maxValueBytes()) ? ", or all of it with full=true" : "";
		Integer total = preview.totalItems();
		if (preview.page() != null) {
			String page = page(preview, preview.page(), pageSize);
			return Boolean.FALSE.equals(preview.hasNext()) ? page : page + whole;
		}
		if (total == null || (preview.strategy() == PreviewStrategy.TRUNCATE && preview.items() != null)) {
			return "This is the beginning of the value: read more with a larger max_size" + whole;
		}
		int pages = (int) ((total + (long) pageSize - 1) / pageSize);
		String part = (preview.items() != null) ? "Shown are %d of %d items".formatted(preview.items(), total)
				: "This is the beginning of the value, which has %d items".formatted(total);
		String range = (pages > 1)
				? "read them in %d pages of %d with %s to page=%d".formatted(pages, pageSize, query(1, pageSize), pages)
				: "read them with " + query(1, pageSize);
		return "%s: %s%s".formatted(part, range, whole);
	}

	private String page(Preview preview, int page, int pageSize) {
		Integer pages = preview.totalPages();
		if (pages == null) {
			return "Page %d of the beginning of the value, which is too large to be shown further".formatted(page);
		}
		if (page > pages) {
			return "There is no page %d, the last one is %d".formatted(page, pages);
		}
		String held = preview.trimmed() ? trimmed(preview) : "";
		String next = Boolean.TRUE.equals(preview.hasNext()) ? "read on with " + query(page + 1, pageSize)
				: "there are no more pages";
		return "Page %d of %d%s: %s".formatted(page, pages, held, next);
	}

	/** A page has its place only together with the size of the others. */
	private String query(int page, int pageSize) {
		return (pageSize == this.settings.pageSize()) ? "page=%d".formatted(page)
				: "page=%d&page_size=%d".formatted(page, pageSize);
	}

	private static String trimmed(Preview preview) {
		if (preview.content() instanceof String) {
			return ", trimmed (a larger max_size shows more)";
		}
		Integer items = preview.items();
		return (items != null)
				? ", trimmed to its first %d items (a smaller page_size shows the others)".formatted(items)
				: ", trimmed";
	}

}
