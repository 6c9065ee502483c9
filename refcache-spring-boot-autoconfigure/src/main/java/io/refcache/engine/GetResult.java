package io.refcache.engine;

/**
 * What a call found under its key.
 *
 * @since 0.1.0
 */
public enum GetResult {

	/**
	 * A value.
	 */
	HIT,

	/**
	 * Nothing: the call began a computation.
	 */
	MISS,

	/**
	 * A computation of an equal call, which it joined.
	 */
	JOINED,

	/**
	 * A value whose time was over: the call began a computation. A store that has removed
	 * such a value finds nothing.
	 */
	STALE

}
