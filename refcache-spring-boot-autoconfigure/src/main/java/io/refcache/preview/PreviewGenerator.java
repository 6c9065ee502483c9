package io.refcache.preview;

import org.jspecify.annotations.Nullable;

/**
 * Looks at values. A bean of this type replaces refcache's own.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PreviewGenerator {

	/**
	 * Measures a value, on the thread of whoever reads it first, and possibly by two
	 * threads at once. Called once for each reference, for little values once more.
	 * @param value the value, which must not be changed
	 * @param maxBytes how many bytes of JSON are looked at; what has more need not be
	 * measured to its end
	 * @return the measured value
	 * @throws RuntimeException if it cannot be shown in part; then it travels whole
	 */
	MeasuredValue measure(@Nullable Object value, long maxBytes);

}
