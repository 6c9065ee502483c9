package io.refcache.engine;

import io.refcache.preview.Preview;
import io.refcache.preview.PreviewSettings;
import io.refcache.preview.PreviewStrategy;
import org.jspecify.annotations.Nullable;

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
			return Boolean.TRUE.equals(preview.hasNext()) ? page + whole : page;
		}
		if (total == null || (preview.strategy() == PreviewStrategy.TRUNCATE && preview.items() != null)) {
			return "This is the beginning of the value: read more with a larger max_size" + whole;
		}
		long pages = (total + (long) pageSize - 1) / pageSize;
		String part = (preview.items() != null) ? "These are %d of %d items".formatted(preview.items(), total)
				: "This is the beginning of the value, which has %d items".formatted(total);
		return "%s: read them in %d pages of %d with page=1 to page=%d%s".formatted(part, pages, pageSize, pages,
				whole);
	}

	private static String page(Preview preview, int page, int pageSize) {
		String place = "Page %d of %d".formatted(page, preview.totalPages());
		String held = preview.trimmed() ? trimmed(preview.items(), page, pageSize) : "";
		String next = Boolean.TRUE.equals(preview.hasNext()) ? "read on with page=%d".formatted(page + 1)
				: "there are no more pages";
		return "%s%s: %s".formatted(place, held, next);
	}

	private static String trimmed(@Nullable Integer items, int page, int pageSize) {
		return (items != null)
				? ", trimmed to its first %d items (a smaller page_size shows the others)".formatted(items)
				: ", trimmed";
	}

}
