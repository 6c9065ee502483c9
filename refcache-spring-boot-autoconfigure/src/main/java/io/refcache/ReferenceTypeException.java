package io.refcache;

/**
 * A reference among the arguments of a call that leads to a value of another type than
 * the parameter declares.
 *
 * @since 0.1.0
 */
public class ReferenceTypeException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String refId;

	public ReferenceTypeException(String refId, Class<?> actual, Class<?> declared) {
		super("Reference '%s' holds a %s where a %s is declared".formatted(refId, actual.getName(),
				declared.getName()));
		this.refId = refId;
	}

	/**
	 * The reference that the caller supplied.
	 * @return the reference
	 */
	public String getRefId() {
		return this.refId;
	}

}
