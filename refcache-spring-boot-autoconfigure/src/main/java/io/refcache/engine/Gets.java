package io.refcache.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what calls find. It is all that a hit costs for being measured.
 */
final class Gets {

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder joined = new LongAdder();

	private final LongAdder stale = new LongAdder();

	void hit() {
		this.hits.increment();
	}

	void joined() {
		this.joined.increment();
	}

	/**
	 * A call begins a computation.
	 * @param stale whether there was a value whose time is over
	 */
	void missed(boolean stale) {
		(stale ? this.stale : this.misses).increment();
	}

	long count(GetResult result) {
		return switch (result) {
			case HIT -> this.hits.sum();
			case MISS -> this.misses.sum();
			case JOINED -> this.joined.sum();
			case STALE -> this.stale.sum();
		};
	}

}
