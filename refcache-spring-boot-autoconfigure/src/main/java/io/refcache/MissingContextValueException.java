package io.refcache;

/**
 * A call that needs to know more of its caller than is known: his name, or session, or
 * organisation. Nothing has been read or run.
 *
 * @since 0.1.0
 */
public class MissingContextValueException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String placeholder;

	public MissingContextValueException(String operation, String placeholder, Actor actor) {
		super("'%s' needs {%s}, which is not known of %s: call it as somebody of whom it is, or declare a ContextValues bean"
			.formatted(operation, placeholder, actor));
		this.placeholder = placeholder;
	}

	/**
	 * What is missing.
	 * @return the name of the placeholder, without braces
	 */
	public String getPlaceholder() {
		return this.placeholder;
	}

}
