package io.refcache.jackson;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.refcache.jackson.JsonTexts.Text;
import io.refcache.preview.Preview;
import io.refcache.preview.PreviewStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A measured object that is no collection, but has properties or elements as JSON.
 */
final class MeasuredTree extends Measured {

	private final Object value;

	private volatile SoftReference<@Nullable Tree> tree = new SoftReference<>(null);

	MeasuredTree(Object value, Measurement measurement, JsonTexts texts) {
		super(measurement, texts);
		this.value = value;
	}

	@Override
	public Preview preview(PreviewStrategy strategy, int maxSize) {
		if (strategy == PreviewStrategy.TRUNCATE) {
			Preview text = new TextParts(texts()).truncate(texts().write(this.value), maxSize);
			return Preview.of(text.content(), text.strategy(), text.size(), parts().total(), null);
		}
		Tree tree = tree();
		if (!(tree.data() instanceof Map<?, ?> properties)) {
			return parts().sample(maxSize);
		}
		String json = texts().fit(properties, maxSize);
		Map<?, ?> shown = (Map<?, ?>) Objects.requireNonNullElse(JsonData.read(json), Map.of());
		return Preview.of(shown, PreviewStrategy.SAMPLE, texts().size(json),
				tree.cut() ? null : Integer.valueOf(properties.size()), shown.size());
	}

	@Override
	public Preview page(int page, int pageSize, @Nullable Integer maxSize) {
		return parts().page(page, pageSize, maxSize);
	}

	private ElementParts parts() {
		Tree tree = tree();
		Elements elements = Elements.of(tree.data());
		if (elements == null) {
			throw new IllegalStateException("A %s is no tree".formatted(this.value.getClass().getName()));
		}
		return new ElementParts(elements, texts(), tree.cut());
	}

	/** Kept while there is memory, so that a page does not read those before it again. */
	private Tree tree() {
		Tree known = this.tree.get();
		if (known == null) {
			Text text = texts().text(this.value);
			known = new Tree(Objects.requireNonNullElse(JsonData.read(text.json()), List.of()), text.cut());
			this.tree = new SoftReference<>(known);
		}
		return known;
	}

	private record Tree(Object data, boolean cut) {

	}

}
