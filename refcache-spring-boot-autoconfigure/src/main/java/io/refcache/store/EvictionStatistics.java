package io.refcache.store;

/**
 * What a store had to remove for space before its time.
 *
 * @param retained references within their retention: whoever holds one finds it no longer
 * @param cached values that nobody could ask for but by their key, or whose retention is
 * over
 * @since 0.1.0
 */
public record EvictionStatistics(long retained, long cached) {

	/**
	 * Nothing was removed.
	 */
	public static final EvictionStatistics NONE = new EvictionStatistics(0, 0);

}
