package io.refcache;

/**
 * The actor may know that the result exists, but must not have it. Where it may not even
 * know that, a {@link RefNotFoundException} says that there is nothing.
 *
 * @since 0.1.0
 */
public class RefAccessDeniedException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	public RefAccessDeniedException(String message) {
		super(message);
	}

}
