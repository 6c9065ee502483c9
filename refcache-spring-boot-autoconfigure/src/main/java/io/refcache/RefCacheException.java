package io.refcache;

import org.jspecify.annotations.Nullable;

/**
 * Something that refcache could not do.
 *
 * @since 0.1.0
 */
public class RefCacheException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public RefCacheException(String message) {
		super(message);
	}

	public RefCacheException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
