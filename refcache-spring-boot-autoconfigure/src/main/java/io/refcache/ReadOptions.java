package io.refcache;

import org.jspecify.annotations.Nullable;

/**
 * What is to be read of a reference.
 *
 * @param format amount of detail if the answer is the state of a task; {@code null} for
 * what the method says
 * @param exposedOnly whether values are read only of references that are
 * {@link RefCached#exposed() exposed}; others answer with the state of their task
 * @since 0.1.0
 */
public record ReadOptions(@Nullable ResponseFormat format, boolean exposedOnly) {

	/**
	 * Values, and the state of a task in the detail that its method asks for.
	 */
	public static final ReadOptions DEFAULTS = new ReadOptions(null, false);

	/**
	 * The same options with another format.
	 * @param format the format
	 * @return new options
	 */
	public ReadOptions withFormat(ResponseFormat format) {
		return new ReadOptions(format, this.exposedOnly);
	}

	/**
	 * The same options for a reader outside the application.
	 * @return new options
	 */
	public ReadOptions withExposedOnly() {
		return new ReadOptions(this.format, true);
	}

}
