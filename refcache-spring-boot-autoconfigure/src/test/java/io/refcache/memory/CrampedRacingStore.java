package io.refcache.memory;

/**
 * A {@link RacingStore} with room for one reference of each kind.
 */
public class CrampedRacingStore extends RacingStore {

	public CrampedRacingStore() {
		super(1);
	}

}
