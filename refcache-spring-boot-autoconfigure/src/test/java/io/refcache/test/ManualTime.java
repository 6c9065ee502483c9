package io.refcache.test;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Lets tests of other packages have a {@link VirtualTime} that waits don't move, and see
 * who waits.
 */
public final class ManualTime extends VirtualTime {

	public ManualTime() {
		super(false);
	}

	public InstantSource clock() {
		return this;
	}

	@Override
	public void advance(Duration duration) {
		super.advance(duration);
	}

	@Override
	public int scheduled() {
		return super.scheduled();
	}

	@Override
	public void awaitWaiters(int count) {
		super.awaitWaiters(count);
	}

	@Override
	public void awaitWaitersOf(Thread thread) {
		super.awaitWaitersOf(thread);
	}

	@Override
	public void awaitScheduled(int count) {
		super.awaitScheduled(count);
	}

}
