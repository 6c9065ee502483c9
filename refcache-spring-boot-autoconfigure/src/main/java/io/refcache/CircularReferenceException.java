package io.refcache;

import java.util.List;

/**
 * A reference among the arguments of a call whose value leads back to itself.
 *
 * @since 0.1.0
 */
public class CircularReferenceException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final transient List<String> chain;

	public CircularReferenceException(List<String> chain) {
		super("Circular reference detected: " + String.join(" -> ", chain));
		this.chain = List.copyOf(chain);
	}

	/**
	 * The references on the way: the value of each holds the next.
	 * @return the references, the first of the circle again at the end; what stands in
	 * values that the caller may not read is left out, and {@code ...} stands for it
	 */
	public List<String> getChain() {
		return this.chain;
	}

}
