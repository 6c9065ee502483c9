package io.refcache.jackson;

import io.refcache.jackson.JsonTexts.Text;
import io.refcache.preview.Preview;
import io.refcache.preview.PreviewStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A measured text, number, truth value or {@code null}: one page.
 */
final class MeasuredScalar extends Measured {

	/** Numbers up to this length are shown as they are. */
	private static final int SHORT = 24;

	private final @Nullable Object value;

	MeasuredScalar(@Nullable Object value, Measurement measurement, JsonTexts texts) {
		super(measurement, texts);
		this.value = value;
	}

	@Override
	public Preview preview(PreviewStrategy strategy, int maxSize) {
		Text written = texts().text(this.value);
		String json = written.json();
		Object data = JsonData.read(json);
		long size = texts().size(json);
		if (data instanceof String text) {
			Preview part = new TextParts(texts()).truncate(text, maxSize);
			return written.cut() ? Preview.of(part.content(), part.strategy(), part.size(), null, part.items()) : part;
		}
		return (size <= maxSize || json.length() <= SHORT)
				? Preview.of(data, PreviewStrategy.TRUNCATE, size, null, null)
				: new TextParts(texts()).truncate(json, maxSize);
	}

	@Override
	public Preview page(int page, int pageSize, @Nullable Integer maxSize) {
		boolean text = measurement().first() == '"';
		if (page > 1) {
			return new Preview(text ? "" : null, PreviewStrategy.PAGINATE, 0, null, null, page, 1, false);
		}
		Preview part = preview(PreviewStrategy.TRUNCATE, (maxSize != null) ? maxSize : Integer.MAX_VALUE);
		boolean trimmed = measurement().bytes() == Long.MAX_VALUE
				|| (part.items() != null && !part.items().equals(part.totalItems()));
		return new Preview(part.content(), PreviewStrategy.PAGINATE, part.size(), part.totalItems(), part.items(), 1,
				(part.totalItems() == null && trimmed) ? null : Integer.valueOf(1), trimmed);
	}

}
