package io.refcache.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values of the tag {@code method}. Names of {@code RefCache.call} may come from
 * anywhere: only so many are told apart.
 */
final class MethodTags {

	static final int MAX_METHODS = 200;

	static final String OTHERS = "others";

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	String of(String name) {
		return (this.known.contains(name) || add(name)) ? name : OTHERS;
	}

	private synchronized boolean add(String name) {
		return this.known.contains(name) || (this.known.size() < MAX_METHODS && this.known.add(name));
	}

}
