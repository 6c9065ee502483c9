package io.refcache;

import org.jspecify.annotations.Nullable;

/**
 * A step of the store that could not be taken, or of which nobody knows whether it was.
 *
 * @since 0.1.0
 */
public class RefCacheStoreException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	public RefCacheStoreException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
