package io.refcache;

/**
 * A reference among the arguments of a call that leads nowhere, or nowhere where the
 * caller may go: both are the same answer.
 *
 * @since 0.1.0
 */
public class InvalidReferenceException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String refId;

	public InvalidReferenceException(String refId) {
		super("Invalid or inaccessible reference: " + refId);
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
