package io.refcache.jackson;

import io.refcache.preview.Preview;
import io.refcache.preview.PreviewStrategy;

/**
 * The beginnings of texts.
 */
final class TextParts {

	private final JsonTexts texts;

	TextParts(JsonTexts texts) {
		this.texts = texts;
	}

	/**
	 * The longest beginning that fits, with dots for what is missing.
	 */
	Preview truncate(String text, int maxSize) {
		int length = Search.largest(1, text.length(),
				(candidate) -> size(Shortening.prefix(text, candidate)) <= maxSize);
		String part = text.isEmpty() ? text : Shortening.prefix(text, Math.max(1, length));
		int shown = part.equals(text) ? text.length() : part.length() - Shortening.MORE.length();
		return Preview.of(part, PreviewStrategy.TRUNCATE, size(part), text.length(), shown);
	}

	private long size(String text) {
		return this.texts.size(this.texts.write(text));
	}

}
