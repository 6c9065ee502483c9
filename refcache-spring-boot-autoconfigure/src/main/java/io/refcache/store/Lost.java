package io.refcache.store;

/**
 * Why a lease was not extended.
 *
 * @since 0.1.0
 */
public enum Lost {

	/** Somebody cancelled it. */
	CANCELLED,

	/** Another run has taken over. */
	FENCED,

	/** It has ended. */
	ENDED,

	/** There is no such record. */
	GONE

}
