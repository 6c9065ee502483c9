package io.refcache.jackson;

import io.refcache.preview.Preview;
import io.refcache.preview.PreviewStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A measured collection, map or array.
 */
final class MeasuredElements extends Measured {

	private final Object value;

	private volatile @Nullable ElementParts parts;

	MeasuredElements(Object value, Measurement measurement, JsonTexts texts) {
		super(measurement, texts);
		this.value = value;
	}

	@Override
	public Preview preview(PreviewStrategy strategy, int maxSize) {
		if (strategy != PreviewStrategy.TRUNCATE) {
			return parts().sample(maxSize);
		}
		Preview text = new TextParts(texts()).truncate(texts().write(this.value), maxSize);
		return Preview.of(text.content(), text.strategy(), text.size(), parts().total(), null);
	}

	@Override
	public Preview page(int page, int pageSize, @Nullable Integer maxSize) {
		return parts().page(page, pageSize, maxSize);
	}

	/** With an index for what has none of its own, made once. */
	private ElementParts parts() {
		ElementParts parts = this.parts;
		if (parts == null) {
			Elements elements = Elements.of(this.value);
			if (elements == null) {
				throw new IllegalStateException("A %s has no elements".formatted(this.value.getClass().getName()));
			}
			parts = new ElementParts(elements, texts(), false);
			this.parts = parts;
		}
		return parts;
	}

}
