package io.refcache.benchmarks.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * A bound that a result should keep.
 *
 * @param atMost whether it is an upper one
 * @param limit the bound; infinite for none
 * @param unit its unit; {@code x} for ratios
 */
record Target(boolean atMost, double limit, String unit) {

	static Target atMost(double limit, String unit) {
		return new Target(true, limit, unit);
	}

	static Target atLeast(double limit, String unit) {
		return new Target(false, limit, unit);
	}

	/**
	 * No bound: the result is there to be read.
	 */
	static Target none(String unit) {
		return atMost(Double.POSITIVE_INFINITY, unit);
	}

	boolean isNone() {
		return Double.isInfinite(this.limit);
	}

	boolean isMetBy(double result) {
		return this.atMost ? result <= this.limit : result >= this.limit;
	}

	@Override
	public String toString() {
		return isNone() ? "" : (this.atMost ? "≤ " : "≥ ") + format(this.limit, this.unit);
	}

	/**
	 * A number with about three digits.
	 */
	static String format(double number, String unit) {
		double size = Math.abs(number);
		double shown = (size < 0.005) ? 0 : number;
		String pattern = (size >= 1000) ? "#,##0" : (size >= 10) ? "0.#" : "0.00";
		String digits = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(shown);
		return digits + (unit.equals("x") ? "x" : " " + unit);
	}

}
