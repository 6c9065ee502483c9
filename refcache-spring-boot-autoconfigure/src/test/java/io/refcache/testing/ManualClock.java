package io.refcache.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that is set by hand.
 */
public final class ManualClock implements InstantSource {

	/** Where every clock starts. */
	public static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

	private final AtomicReference<Instant> now = new AtomicReference<>(START);

	@Override
	public Instant instant() {
		return this.now.get();
	}

	/**
	 * Moves the clock; a negative duration moves it back.
	 * @param duration by how much
	 */
	public void advance(Duration duration) {
		this.now.updateAndGet((instant) -> instant.plus(duration));
	}

}
