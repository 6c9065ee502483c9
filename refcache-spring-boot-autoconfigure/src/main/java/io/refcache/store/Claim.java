package io.refcache.store;

/**
 * What came of a claim.
 *
 * @since 0.1.0
 */
public sealed interface Claim {

	/**
	 * The record that holds the key now.
	 * @return the own one, or the other's
	 */
	ReferenceRecord record();

	/**
	 * The claim was granted.
	 *
	 * @param record the new record
	 * @param stale whether the key led to a value whose time is over; a hint
	 */
	record Granted(ReferenceRecord record, boolean stale) implements Claim {

	}

	/**
	 * Another record holds the key; nothing was changed.
	 *
	 * @param record the other record
	 * @param lapsed whether its owner's lease is over
	 */
	record Current(ReferenceRecord record, boolean lapsed) implements Claim {

	}

}
