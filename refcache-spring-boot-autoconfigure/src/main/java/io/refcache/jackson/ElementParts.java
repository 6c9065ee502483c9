package io.refcache.jackson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.refcache.jackson.JsonTexts.Text;
import io.refcache.preview.Preview;
import io.refcache.preview.PreviewStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Parts of what has elements. Only those that are shown, or tried, are written as JSON.
 */
final class ElementParts {

	/** One of several elements that does not fit may take this part of what there is. */
	private static final int SHARE = 4;

	private final Elements elements;

	private final JsonTexts texts;

	private final boolean cut;

	/**
	 * Parts.
	 * @param elements the elements
	 * @param texts writes them
	 * @param cut whether there are more of them than are known
	 */
	ElementParts(Elements elements, JsonTexts texts, boolean cut) {
		this.elements = elements;
		this.texts = texts;
		this.cut = cut;
	}

	/**
	 * How many elements there are; {@code null} if not all of them are known.
	 */
	@Nullable Integer total() {
		return this.cut ? null : Integer.valueOf(this.elements.count());
	}

	/**
	 * The largest evenly spaced sample that fits.
	 */
	Preview sample(int maxSize) {
		int total = this.elements.count();
		Map<Integer, String> known = new HashMap<>();
		int count = Search.largest(1, total,
				(candidate) -> this.texts.fits(sample(candidate, maxSize, known), maxSize));
		String json = (count > 0 || total == 0) ? sample(count, maxSize, known) : first(0, maxSize);
		return Preview.of(JsonData.read(json), PreviewStrategy.SAMPLE, size(json), total(),
				Math.min(total, Math.max(1, count)));
	}

	/**
	 * A page, trimmed to a size.
	 */
	Preview page(int page, int pageSize, @Nullable Integer maxSize) {
		int total = this.elements.count();
		int totalPages = (int) ((total + (long) pageSize - 1) / pageSize);
		int from = (int) Math.min(total, (page - 1L) * pageSize);
		int expected = Math.min(total - from, pageSize);
		Texts texts = texts(from, expected);
		List<String> shown = texts.shown();
		int count = (maxSize == null) ? shown.size()
				: Search.largest(1, shown.size(), (candidate) -> this.texts.fits(join(shown, candidate), maxSize));
		String json = (count > 0 || expected == 0) ? join(shown, count) : first(from, maxSize);
		boolean trimmed = this.cut || texts.cut() || shown.size() < expected || !json.equals(join(shown, expected));
		return new Preview(JsonData.read(json), PreviewStrategy.PAGINATE, size(json), total(),
				Math.min(expected, Math.max(1, count)), page, this.cut ? null : Integer.valueOf(totalPages), trimmed);
	}

	private Texts texts(int from, int count) {
		List<String> shown = new ArrayList<>();
		boolean anyCut = false;
		long length = 0;
		for (int i = 0; i < count && length < JsonTexts.LIMIT; i++) {
			Text text = this.elements.text(from + i, this.texts);
			length += text.json().length();
			anyCut |= text.cut();
			shown.add(text.json());
		}
		return new Texts(shown, anyCut);
	}

	private String sample(int count, int maxSize, Map<Integer, String> known) {
		return this.elements.join(Arrays.stream(Shortening.evenly(this.elements.count(), count))
			.mapToObj((index) -> known.computeIfAbsent(index, (missing) -> shown(missing, maxSize)))
			.toList());
	}

	private String shown(int index, int maxSize) {
		String text = this.elements.text(index, this.texts).json();
		if (this.texts.fits(text, maxSize)) {
			return text;
		}
		int share = Math.max(1, maxSize / Math.min(SHARE, this.elements.count()));
		return this.elements.inner(fit(text, share));
	}

	private String first(int index, @Nullable Integer maxSize) {
		return fit(this.elements.text(index, this.texts).json(), (maxSize != null) ? maxSize : Integer.MAX_VALUE);
	}

	private String fit(String text, int maxSize) {
		return this.texts.fit(JsonData.read(JsonData.head(this.elements.join(List.of(text)), JsonTexts.HEAD)), maxSize);
	}

	private String join(List<String> shown, int count) {
		return this.elements.join(shown.subList(0, Math.max(0, count)));
	}

	private long size(String json) {
		return this.texts.size(json);
	}

	private record Texts(List<String> shown, boolean cut) {

	}

}
