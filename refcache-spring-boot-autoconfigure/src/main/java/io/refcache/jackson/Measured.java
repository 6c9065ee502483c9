package io.refcache.jackson;

import io.refcache.preview.MeasuredValue;

/**
 * A value whose JSON was measured.
 */
abstract class Measured implements MeasuredValue {

	private final Measurement measurement;

	private final JsonTexts texts;

	Measured(Measurement measurement, JsonTexts texts) {
		this.measurement = measurement;
		this.texts = texts;
	}

	final Measurement measurement() {
		return this.measurement;
	}

	final JsonTexts texts() {
		return this.texts;
	}

	@Override
	public final long size() {
		return this.measurement.size();
	}

	@Override
	public final long bytes() {
		return this.measurement.bytes();
	}

}
