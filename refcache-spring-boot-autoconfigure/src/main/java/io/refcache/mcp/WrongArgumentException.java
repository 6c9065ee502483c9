package io.refcache.mcp;

/**
 * An argument of a tool that cannot be one.
 */
final class WrongArgumentException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	WrongArgumentException(String message) {
		super(message);
	}

	WrongArgumentException(String message, Throwable cause) {
		super(message, cause);
	}

}
