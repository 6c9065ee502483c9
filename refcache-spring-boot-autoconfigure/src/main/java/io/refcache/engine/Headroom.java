package io.refcache.engine;

/**
 * Stack to end with what has begun. A call near the end of its stack overflows here,
 * before it leads a flight, is noted as waiting or scheduled, and not between two steps,
 * where nobody could take that back.
 */
final class Headroom {

	private static final int FRAMES = 160;

	/** Numbers of which no compiler knows that they are 0. */
	private static final long[] NUMBERS = new long[32];

	private Headroom() {
	}

	/**
	 * Goes down the stack and comes back.
	 * @throws StackOverflowError if there is not enough of it
	 */
	static void check() {
		if (descend(FRAMES, NUMBERS) == 0) {
			throw new IllegalStateException();
		}
	}

	/**
	 * What the last frame holds while it calls makes all of them as large, and only the
	 * last is written to: three times as fast as small frames are.
	 */
	private static long descend(int depth, long[] n) {
		if (depth > 0) {
			return descend(depth - 1, n) + 1;
		}
		if (depth < 0) {
			return 0;
		}
		long a = n[0], b = n[1], c = n[2], d = n[3], e = n[4], f = n[5], g = n[6], h = n[7], i = n[8], j = n[9],
				k = n[10], m = n[11], o = n[12], p = n[13], q = n[14], r = n[15], s = n[16], t = n[17], u = n[18],
				v = n[19], w = n[20], x = n[21], y = n[22], z = n[23], aa = n[24], bb = n[25], cc = n[26], dd = n[27],
				ee = n[28], ff = n[29], gg = n[30], hh = n[31];
		return descend(-1, n) + a + b + c + d + e + f + g + h + i + j + k + m + o + p + q + r + s + t + u + v + w + x
				+ y + z + aa + bb + cc + dd + ee + ff + gg + hh;
	}

}
