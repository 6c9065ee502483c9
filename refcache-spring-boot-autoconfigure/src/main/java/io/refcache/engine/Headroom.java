package io.refcache.engine;

/**
 * Stack to end with what has begun. A call near the end of its stack overflows here,
 * before it leads a flight, is noted as waiting or scheduled, and not between two steps,
 * where nobody could take that back.
 */
final class Headroom {

	private static final int FRAMES = 512;

	private Headroom() {
	}

	/**
	 * Goes down the stack and comes back.
	 * @throws StackOverflowError if there is not enough of it
	 */
	static void check() {
		if (descend(FRAMES, 1, 2, 3, 4, 5, 6) == 0) {
			throw new IllegalStateException();
		}
	}

	/** The numbers make frames as large as those of the steps to come. */
	private static long descend(int depth, long a, long b, long c, long d, long e, long f) {
		return (depth == 0) ? a + b + c + d + e + f : descend(depth - 1, b, c, d, e, f, a) + a;
	}

}
