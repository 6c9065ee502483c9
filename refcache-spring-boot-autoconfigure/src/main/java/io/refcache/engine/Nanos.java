package io.refcache.engine;

import java.time.Duration;

/**
 * Durations in nanoseconds, cut off at what can be counted.
 */
final class Nanos {

	/** Nearly 73 years each way: sums of two do not overflow. */
	private static final long MAX = Long.MAX_VALUE / 4;

	private Nanos() {
	}

	static long of(Duration duration) {
		return (duration.getSeconds() >= MAX / 1_000_000_000L) ? MAX : duration.toNanos();
	}

}
