package io.refcache.jackson;

/**
 * Keeps what is written.
 */
final class TextWriter extends BoundedWriter {

	private final StringBuilder text = new StringBuilder();

	TextWriter(long limit) {
		super(limit);
	}

	@Override
	void take(char[] buffer, int offset, int length) {
		this.text.append(buffer, offset, length);
	}

	String text() {
		return this.text.toString();
	}

}
