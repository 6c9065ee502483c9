package io.refcache.engine;

/**
 * Throws exceptions as they are, checked or not.
 */
final class Rethrow {

	private Rethrow() {
	}

	@SuppressWarnings("unchecked")
	static <X extends Throwable> RuntimeException asIs(Throwable throwable) throws X {
		throw (X) throwable;
	}

}
