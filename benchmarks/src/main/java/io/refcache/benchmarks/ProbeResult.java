package io.refcache.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a probe has measured, in the shape of JMH's JSON.
 *
 * @param benchmark the name
 * @param params what tells it apart
 * @param unit unit of the values
 * @param rounds the values, those of each JVM by themselves
 */
record ProbeResult(String benchmark, Map<String, String> params, String unit, List<List<Double>> rounds) {

	static ProbeResult of(Probe probe, String name, Map<String, String> params, String unit, double value) {
		return new ProbeResult(probe.getClass().getName() + "." + name, params, unit, List.of(List.of(value)));
	}

	boolean isSameAs(ProbeResult other) {
		return this.benchmark.equals(other.benchmark) && this.params.equals(other.params);
	}

	/**
	 * The results of several JVMs as one.
	 */
	static List<ProbeResult> merge(List<ProbeResult> results) {
		List<ProbeResult> merged = new ArrayList<>();
		for (ProbeResult result : results) {
			int index = 0;
			while (index < merged.size() && !merged.get(index).isSameAs(result)) {
				index++;
			}
			if (index == merged.size()) {
				merged.add(result);
			}
			else {
				List<List<Double>> rounds = new ArrayList<>(merged.get(index).rounds);
				rounds.addAll(result.rounds);
				merged.set(index, new ProbeResult(result.benchmark, result.params, result.unit, rounds));
			}
		}
		return merged;
	}

	Map<String, Object> toJson() {
		Map<String, Object> metric = new LinkedHashMap<>();
		metric.put("score",
				this.rounds.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).average().orElse(0));
		metric.put("scoreUnit", this.unit);
		metric.put("rawData", this.rounds);
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("benchmark", this.benchmark);
		json.put("mode", "ss");
		json.put("threads", 1);
		json.put("forks", this.rounds.size());
		json.put("params", this.params);
		json.put("primaryMetric", metric);
		json.put("secondaryMetrics", Map.of());
		return json;
	}

}
