package io.refcache.mcp;

import java.util.List;

import io.refcache.CacheResponse;
import org.jspecify.annotations.Nullable;

/**
 * What agents are told to do with a part of a result.
 */
final class PreviewTexts {

	private final ToolNames names;

	private final int maxAnswerSize;

	private final String unit;

	/**
	 * Texts.
	 * @param names the tools that agents go on with
	 * @param maxAnswerSize how large an answer may be that agents are pointed to
	 * @param unit what sizes are measured in
	 */
	PreviewTexts(ToolNames names, int maxAnswerSize, String unit) {
		this.names = names;
		this.maxAnswerSize = maxAnswerSize;
		this.unit = unit;
	}

	/**
	 * A sentence or two.
	 * @param part the part
	 * @param shown what is shown of the result, as it is written
	 */
	String text(CacheResponse.Preview<?> part, @Nullable Object shown) {
		Integer page = part.page();
		if (page != null) {
			return page(part, page, (part.totalPages() != null) ? part.totalPages() : page);
		}
		String more = (shown instanceof List<?>) ? "page=1 for its first page" : "a larger max_size to see more of it";
		String whole = (part.originalSize() <= this.maxAnswerSize) ? ", or full=true for all of it" : "";
		return "This is a part of the result, %d of %d %s. Call %s with this ref_id and %s%s"
			.formatted(part.previewSize(), part.originalSize(), this.unit, this.names.getCachedResult(), more, whole);
	}

	private String page(CacheResponse.Preview<?> part, int page, int pages) {
		if (page > pages) {
			return "There is no page %d, the last one is %d".formatted(page, pages);
		}
		Integer fitting = part.sampledItems();
		if (fitting != null) {
			return "Only the first %d items of page %d fit. Call %s with page_size=%d or less".formatted(fitting, page,
					this.names.getCachedResult(), fitting);
		}
		return (page < pages)
				? "Page %d of %d. Call %s with page=%d and the same page_size for the next".formatted(page, pages,
						this.names.getCachedResult(), page + 1)
				: "Page %d of %d is the last one".formatted(page, pages);
	}

}
