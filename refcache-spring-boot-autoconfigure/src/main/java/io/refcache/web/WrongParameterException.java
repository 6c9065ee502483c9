package io.refcache.web;

/**
 * A request that cannot be understood. The message is for the client.
 */
final class WrongParameterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	WrongParameterException(String message) {
		super(message);
	}

	@Override
	public String getMessage() {
		return String.valueOf(super.getMessage());
	}

}
