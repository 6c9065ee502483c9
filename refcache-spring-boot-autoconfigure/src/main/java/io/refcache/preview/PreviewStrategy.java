package io.refcache.preview;

import java.util.Locale;

/**
 * Ways to make a part of a value.
 *
 * @since 0.1.0
 */
public enum PreviewStrategy {

	/**
	 * Elements from all over the value, evenly spaced, in their order. Texts, which have
	 * no elements, are truncated.
	 */
	SAMPLE,

	/**
	 * The beginning of the value as text.
	 */
	TRUNCATE,

	/**
	 * Elements that follow each other, by number of page.
	 */
	PAGINATE;

	/**
	 * How clients see it.
	 * @return the name in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
