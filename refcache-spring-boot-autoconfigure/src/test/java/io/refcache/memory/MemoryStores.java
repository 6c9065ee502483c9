package io.refcache.memory;

import java.time.InstantSource;

import io.refcache.store.ReferenceStore;

/**
 * Lets tests of other packages make the memory store, which is visible to none of them.
 */
public final class MemoryStores {

	private MemoryStores() {
	}

	/**
	 * A store with the default bounds.
	 * @param clock its time
	 * @return a new store
	 */
	public static ReferenceStore create(InstantSource clock) {
		return create(clock, 10_000, 10_000);
	}

	/**
	 * A store.
	 * @param clock its time
	 * @param maxEntries the bound of results that nobody holds a reference to
	 * @param maxRetained the bound of references that were handed out
	 * @return a new store
	 */
	public static ReferenceStore create(InstantSource clock, int maxEntries, int maxRetained) {
		return new MemoryReferenceStore(clock, new MemoryLimits(maxEntries, maxRetained));
	}

}
