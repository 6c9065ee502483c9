package io.refcache.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one benchmark has measured.
 *
 * @param name class and method of the benchmark, with its parameters and, if there are
 * several, its threads
 * @param unit unit of the values
 * @param rounds the values, those of each JVM by themselves
 * @param p99 the 99th percentile, if all values were kept
 * @param bytes bytes allocated per operation
 */
record Measured(String name, String unit, List<List<Double>> rounds, @Nullable Double p99, @Nullable Double bytes) {

	/**
	 * Reads one result of JMH's JSON.
	 */
	static Measured of(JsonNode json) {
		JsonNode metric = json.path("primaryMetric");
		List<List<Double>> rounds = metric.path("rawData")
			.valueStream()
			.map((round) -> round.valueStream().map(JsonNode::doubleValue).toList())
			.toList();
		boolean sampled = "sample".equals(json.path("mode").stringValue(""));
		JsonNode percentiles = metric.path("scorePercentiles");
		if (sampled) {
			// In place of the values there is a histogram.
			rounds = List.of(List.of(percentiles.path("50.0").doubleValue()));
		}
		JsonNode bytes = json.path("secondaryMetrics").path("gc.alloc.rate.norm");
		List<Double> allocated = bytes.path("rawData")
			.valueStream()
			.flatMap(JsonNode::valueStream)
			.map(JsonNode::doubleValue)
			.toList();
		return new Measured(name(json), metric.path("scoreUnit").stringValue(""), rounds,
				sampled ? percentiles.path("99.0").doubleValue() : null,
				allocated.isEmpty() ? null : median(allocated));
	}

	private static String name(JsonNode json) {
		String[] parts = json.path("benchmark").stringValue("").split("\\.");
		Map<String, String> params = new TreeMap<>();
		json.path("params")
			.properties()
			.forEach((param) -> params.put(param.getKey(), param.getValue().stringValue("")));
		int threads = json.path("threads").intValue(1);
		return parts[parts.length - 2] + "." + parts[parts.length - 1]
				+ params.entrySet()
					.stream()
					.map((param) -> " " + param.getKey() + "=" + param.getValue())
					.collect(Collectors.joining())
				+ ((threads > 1) ? " x" + threads : "");
	}

	/**
	 * The median of all values.
	 */
	double median() {
		return median(this.rounds.stream().flatMap(List::stream).toList());
	}

	/**
	 * The largest of all values.
	 */
	double max() {
		return this.rounds.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).max().orElseThrow();
	}

	/**
	 * The medians of the rounds.
	 */
	List<Double> medians() {
		return this.rounds.stream().map(Measured::median).toList();
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

}
