package io.refcache.preview;

/**
 * Tells how large a JSON text is, in whatever unit its readers count. A bean of this type
 * replaces refcache's own.
 * <p>
 * <b>Contract.</b> Equal texts have equal sizes, an empty text has size 0. It is called
 * by several threads at once, on threads of callers: it must not block, nor use the
 * network. Long texts come in pieces, whose sizes are added; of very long ones some
 * pieces stand for the others.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface SizeMeasurer {

	/**
	 * The size of a text.
	 * @param json compact JSON, or a piece of it
	 * @return the size, never negative
	 */
	long measure(CharSequence json);

	/**
	 * Counts characters, as {@code char}s.
	 * @return the measurer
	 */
	static SizeMeasurer characters() {
		return CharSequence::length;
	}

	/**
	 * Estimates tokens of language models: one for four characters begun.
	 * @return the measurer
	 */
	static SizeMeasurer estimatedTokens() {
		return (json) -> (json.length() + 3L) / 4;
	}

}
