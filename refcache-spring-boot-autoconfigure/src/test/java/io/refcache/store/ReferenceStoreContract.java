package io.refcache.store;

import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link ReferenceStore} has to do. A test of a store extends this class.
 */
public abstract class ReferenceStoreContract implements StateTableContract, ClaimContract, EndContract, RetryContract,
		SweepContract, ListContract, SignalContract {

	private ReferenceStore store;

	/**
	 * Makes a store without records.
	 */
	protected abstract ReferenceStore createStore();

	@BeforeEach
	void openStore() {
		this.store = createStore();
	}

	@Override
	public ReferenceStore store() {
		return this.store;
	}

}
