package io.refcache.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a run says of a criterion.
 *
 * @param criterion the criterion
 * @param measured the figure
 * @param reference what it was compared with
 * @param result what has come of it
 * @param perRound the same of each round by itself
 */
record Verdict(Criterion criterion, Measured measured, @Nullable Measured reference, double result,
		List<Double> perRound) {

	/**
	 * Judges.
	 * @return the verdict; {@code null} if it was not measured
	 */
	static @Nullable Verdict of(Criterion criterion, Figures figures) {
		Measured measured = figures.find(criterion.benchmark());
		Double value = (measured != null) ? criterion.metric().of(measured) : null;
		if (measured == null || value == null) {
			return null;
		}
		Measured reference = null;
		double largest = Double.NaN;
		for (String name : criterion.references()) {
			Measured other = figures.find(name);
			Double size = (other != null) ? criterion.metric().of(other) : null;
			if (size == null) {
				return null;
			}
			if (reference == null || size > largest) {
				reference = other;
				largest = size;
			}
		}
		return new Verdict(criterion, measured, reference, criterion.comparison().of(value, largest),
				perRound(criterion, measured, reference));
	}

	private static List<Double> perRound(Criterion criterion, Measured measured, @Nullable Measured reference) {
		List<Double> values = criterion.metric().perRound(measured);
		List<Double> others = (reference != null) ? criterion.metric().perRound(reference) : values;
		List<Double> results = new ArrayList<>();
		for (int i = 0; i < Math.min(values.size(), others.size()); i++) {
			results.add(criterion.comparison().of(values.get(i), others.get(i)));
		}
		return results.stream().sorted().toList();
	}

	private String word() {
		Target target = this.criterion.target();
		return target.isNone() ? "" : target.isMetBy(this.result) ? "met" : "**missed**";
	}

	/**
	 * A row of a table.
	 */
	String toRow() {
		return "| %s | %s | %s | %s | %s%s | %s | %s |".formatted(this.criterion.what(), this.criterion.against(),
				this.criterion.metric().format(this.measured),
				(this.reference != null) ? this.criterion.metric().format(this.reference) : "",
				Target.format(this.result, this.criterion.target().unit()), range(), this.criterion.target(), word());
	}

	private String range() {
		if (this.perRound.size() < 2) {
			return "";
		}
		String unit = this.criterion.target().unit();
		return " (%s to %s)".formatted(Target.format(this.perRound.get(0), unit),
				Target.format(this.perRound.get(this.perRound.size() - 1), unit));
	}

}
