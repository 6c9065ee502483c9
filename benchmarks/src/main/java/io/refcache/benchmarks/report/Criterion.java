package io.refcache.benchmarks.report;

import java.util.List;

/**
 * One thing that is asked for.
 *
 * @param what what is measured, for the reader
 * @param against what it is compared with, for the reader
 * @param benchmark the benchmark
 * @param references what it is compared with: if there are several, the largest
 * @param metric what is looked at
 * @param comparison how they are compared
 * @param target the bound
 */
record Criterion(String what, String against, String benchmark, List<String> references, Metric metric,
		Comparison comparison, Target target) {

	/**
	 * What tells it apart, for the reader.
	 */
	String title() {
		return this.against.isEmpty() ? this.what : this.what + " | " + this.against;
	}

}
