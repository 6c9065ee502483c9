package io.refcache;

/**
 * A reference that is not there: malformed, unknown, expired or removed.
 *
 * @since 0.1.0
 */
public class RefNotFoundException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String refId;

	public RefNotFoundException(String refId) {
		super("No value or task found for reference '%s'; it may have expired".formatted(refId));
		this.refId = refId;
	}

	/**
	 * The reference that was asked for.
	 * @return the text as it was given
	 */
	public String getRefId() {
		return this.refId;
	}

}
