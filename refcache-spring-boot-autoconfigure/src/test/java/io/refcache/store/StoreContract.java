package io.refcache.store;

import java.time.Duration;

/**
 * What the parts of the {@link ReferenceStoreContract} work on.
 */
interface StoreContract {

	/**
	 * The store under test: empty, and its own for each test.
	 */
	ReferenceStore store();

	/**
	 * Moves the store's clock.
	 */
	void advance(Duration duration);

	/**
	 * References in the states that a test starts from.
	 */
	default Scenario scenario() {
		return new Scenario(store());
	}

}
