package io.refcache.test;

import io.refcache.RefCache;

/**
 * Entry point for AssertJ assertions on tasks and references.
 *
 * @since 0.1.0
 */
public final class RefCacheAssertions {

	private RefCacheAssertions() {
	}

	/**
	 * Starts an assertion.
	 * @param actual the cache
	 * @return the assertion
	 */
	public static RefCacheAssert assertThat(RefCache actual) {
		return new RefCacheAssert(actual);
	}

}
