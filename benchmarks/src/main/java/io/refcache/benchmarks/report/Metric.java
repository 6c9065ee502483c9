package io.refcache.benchmarks.report;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What is looked at of a benchmark.
 */
enum Metric {

	/** The median of its values. */
	MEDIAN(Measured::rounds, Metric::median),

	/** The largest of its values. */
	MAX(Measured::rounds, Collections::max),

	/** The 99th percentile, where each single time is known. */
	P99((measured) -> measured.isSampled() ? measured.rounds() : List.of(), Metric::percentile99),

	/** Bytes allocated per operation. */
	BYTES(Measured::bytes, Metric::median);

	private final Function<Measured, List<List<Double>>> rounds;

	private final Function<List<Double>, Double> figure;

	Metric(Function<Measured, List<List<Double>>> rounds, Function<List<Double>, Double> figure) {
		this.rounds = rounds;
		this.figure = figure;
	}

	/**
	 * That of all rounds.
	 * @return it; {@code null} if it was not measured
	 */
	@Nullable Double of(Measured measured) {
		List<Double> values = this.rounds.apply(measured).stream().flatMap(List::stream).toList();
		return values.isEmpty() ? null : this.figure.apply(values);
	}

	/**
	 * That of each round by itself.
	 */
	List<Double> perRound(Measured measured) {
		return this.rounds.apply(measured).stream().map(this.figure).toList();
	}

	/**
	 * It with its unit; nothing if it was not measured.
	 */
	String format(Measured measured) {
		Double value = of(measured);
		return (value != null) ? Target.format(value, unit(measured)) : "";
	}

	String unit(Measured measured) {
		return (this == BYTES) ? "B" : measured.unit().replace("/op", "").replace("ops/s", "/s");
	}

	private static Double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	private static Double percentile99(List<Double> values) {
		return values.stream().sorted().toList().get((int) Math.ceil(0.99 * values.size()) - 1);
	}

}
