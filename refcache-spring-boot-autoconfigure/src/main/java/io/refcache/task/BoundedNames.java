package io.refcache.task;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of operations, of which only so many are told apart: those of
 * {@code RefCache.call} may come from anywhere. For tags of meters and the like.
 *
 * @since 0.1.0
 */
public final class BoundedNames {

	/**
	 * How many names are told apart.
	 */
	public static final int MAX = 200;

	/**
	 * What all other names become.
	 */
	public static final String OTHERS = "others";

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	/**
	 * Bounds a name.
	 * @param name the name of an operation
	 * @return the name if it is among the first, else {@value #OTHERS}
	 */
	public String of(String name) {
		return (this.known.contains(name) || add(name)) ? name : OTHERS;
	}

	private synchronized boolean add(String name) {
		return this.known.contains(name) || (this.known.size() < MAX && this.known.add(name));
	}

}
