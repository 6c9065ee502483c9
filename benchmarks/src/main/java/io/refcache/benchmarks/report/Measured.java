package io.refcache.benchmarks.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What one benchmark has measured.
 *
 * @param name class and method of the benchmark, with its parameters and, if there are
 * several, its threads
 * @param unit unit of the values
 * @param isSampled whether each value is the time of a single operation
 * @param rounds the values, those of each JVM by themselves
 * @param bytes bytes allocated per operation, those of each JVM by themselves
 */
record Measured(String name, String unit, boolean isSampled, List<List<Double>> rounds, List<List<Double>> bytes) {

	/**
	 * Reads one result of JMH's JSON.
	 */
	static Measured of(JsonNode json) {
		JsonNode metric = json.path("primaryMetric");
		boolean sampled = "sample".equals(json.path("mode").stringValue(""));
		Stream<JsonNode> rounds = metric.path(sampled ? "rawDataHistogram" : "rawData").valueStream();
		Stream<JsonNode> bytes = json.path("secondaryMetrics").path("gc.alloc.rate.norm").path("rawData").valueStream();
		return new Measured(name(json), metric.path("scoreUnit").stringValue(""), sampled,
				rounds.map(sampled ? Measured::samples : Measured::values).toList(),
				bytes.map(Measured::values).toList());
	}

	private static List<Double> values(JsonNode round) {
		return round.valueStream().map(JsonNode::doubleValue).toList();
	}

	/** Of pairs, for each iteration: a value, and how often it was measured. */
	private static List<Double> samples(JsonNode round) {
		return round.valueStream()
			.flatMap(JsonNode::valueStream)
			.flatMap((pair) -> Collections.nCopies(pair.path(1).intValue(), pair.path(0).doubleValue()).stream())
			.toList();
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

}
