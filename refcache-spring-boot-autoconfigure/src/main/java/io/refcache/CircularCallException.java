package io.refcache;

import java.util.List;

/**
 * A computation that would have waited for itself, by way of what it calls.
 *
 * @since 0.1.0
 */
public class CircularCallException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final transient List<String> chain;

	public CircularCallException(List<String> chain) {
		super("Computations wait for each other in a circle: %s; break it, or give the inner call another key"
			.formatted(String.join(" -> ", chain)));
		this.chain = List.copyOf(chain);
	}

	/**
	 * The operations of the circle: each waits for the next.
	 * @return names of the operations, the first one again at the end
	 */
	public List<String> getChain() {
		return this.chain;
	}

}
