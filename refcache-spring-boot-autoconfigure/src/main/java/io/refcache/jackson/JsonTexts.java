package io.refcache.jackson;

import java.util.function.Supplier;

import io.refcache.preview.SizeMeasurer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes values as compact JSON, with the mapper of the application, and measures it.
 */
final class JsonTexts {

	/** Of a text that is longer than this, the beginning is looked at to shorten it. */
	static final int HEAD = 1 << 21;

	/** No text is longer. */
	static final int LIMIT = 1 << 24;

	private final SingletonSupplier<ObjectWriter> writer;

	private final SizeMeasurer measurer;

	/**
	 * Texts.
	 * @param mapper the mapper, taken when it is needed
	 * @param measurer measures texts
	 */
	JsonTexts(Supplier<JsonMapper> mapper, SizeMeasurer measurer) {
		this.writer = SingletonSupplier
			.of(() -> mapper.get().writer().without(SerializationFeature.INDENT_OUTPUT).withoutRootName());
		this.measurer = measurer;
	}

	/**
	 * Measures a value.
	 * @param maxBytes how many characters are looked at
	 */
	Measurement measure(@Nullable Object value, long maxBytes) {
		SizeGauge gauge = new SizeGauge(this.measurer, maxBytes);
		write(value, gauge);
		return new Measurement(gauge.size(), gauge.isFull() ? Long.MAX_VALUE : gauge.bytes(), gauge.first());
	}

	/**
	 * The text of a value, or of the beginning of it if it is too long.
	 */
	String write(@Nullable Object value) {
		return text(value).json();
	}

	/**
	 * The same, with whether it is the beginning alone.
	 */
	Text text(@Nullable Object value) {
		TextWriter writer = new TextWriter(LIMIT);
		write(value, writer);
		String text = writer.text();
		return writer.isFull() ? new Text(write(JsonData.read(JsonData.head(text, HEAD))), true)
				: new Text(text, false);
	}

	long size(String text) {
		return SizeGauge.measure(this.measurer, text);
	}

	boolean fits(String text, int maxSize) {
		return SizeGauge.fits(this.measurer, text, maxSize);
	}

	/**
	 * The text of data that is not larger than it may be, shortened as little as
	 * possible.
	 * @param data the data
	 * @param maxSize the size
	 */
	String fit(@Nullable Object data, int maxSize) {
		int scale = Search.largest(0, Shortening.MAX_SCALE,
				(candidate) -> fits(write(Shortening.shorten(data, candidate)), maxSize));
		return write(Shortening.shorten(data, Math.max(0, scale)));
	}

	private void write(@Nullable Object value, BoundedWriter target) {
		try {
			this.writer.obtain().writeValue(target, value);
		}
		catch (RuntimeException ex) {
			if (!target.isFull()) {
				throw ex;
			}
		}
	}

	/**
	 * The text of a value.
	 *
	 * @param json the text
	 * @param cut whether it is the text of its beginning
	 */
	record Text(String json, boolean cut) {

	}

}
