package io.refcache.jackson;

import java.util.function.Supplier;

import io.refcache.preview.MeasuredValue;
import io.refcache.preview.PreviewGenerator;
import io.refcache.preview.SizeMeasurer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes previews of what the application's own mapper makes of a value.
 */
final class JacksonPreviewGenerator implements PreviewGenerator {

	private final JsonTexts texts;

	JacksonPreviewGenerator(Supplier<JsonMapper> mapper, SizeMeasurer measurer) {
		this.texts = new JsonTexts(mapper, measurer);
	}

	@Override
	public MeasuredValue measure(@Nullable Object value, long maxBytes) {
		Measurement measurement = this.texts.measure(value, maxBytes);
		char first = measurement.first();
		if (value == null || (first != '[' && first != '{')) {
			return new MeasuredScalar(value, measurement, this.texts);
		}
		// A collection whose class has a serializer of its own is what that makes of it.
		return Elements.opening(value) == first ? new MeasuredElements(value, measurement, this.texts)
				: new MeasuredTree(value, measurement, this.texts);
	}

}
