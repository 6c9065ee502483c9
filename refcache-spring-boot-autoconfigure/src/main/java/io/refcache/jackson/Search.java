package io.refcache.jackson;

import java.util.function.IntPredicate;

/**
 * Finds the largest number that fits. It starts small, so that what does not fit is tried
 * at about twice the size that does.
 */
final class Search {

	private Search() {
	}

	/**
	 * The largest number that fits.
	 * @param least the first number to try
	 * @param most the last number to try
	 * @param fits whether a number fits; all below one that fits do
	 * @return the number; one less than the least if none fits
	 */
	static int largest(int least, int most, IntPredicate fits) {
		int good = least - 1;
		long bad = least;
		while (bad <= most && fits.test((int) bad)) {
			good = (int) bad;
			bad = (good == most) ? most + 1L : Math.min(most, Math.max(1L, 2L * good));
		}
		while (bad - good > 1) {
			int middle = (int) (good + (bad - good) / 2);
			if (middle <= most && fits.test(middle)) {
				good = middle;
			}
			else {
				bad = middle;
			}
		}
		return good;
	}

}
