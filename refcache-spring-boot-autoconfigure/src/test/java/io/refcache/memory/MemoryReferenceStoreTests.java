package io.refcache.memory;

import java.time.Duration;

import io.refcache.store.ReferenceStore;
import io.refcache.store.ReferenceStoreContract;
import io.refcache.testing.ManualClock;

/**
 * The memory store keeps the contract.
 */
class MemoryReferenceStoreTests extends ReferenceStoreContract {

	private final ManualClock clock = new ManualClock();

	@Override
	protected ReferenceStore createStore() {
		return MemoryStores.create(this.clock);
	}

	@Override
	public void advance(Duration duration) {
		this.clock.advance(duration);
	}

}
