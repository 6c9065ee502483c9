package io.refcache.benchmarks.report;

import java.util.List;

/**
 * A ratio of two floors or peers to each other, as it was before any of this was built.
 * One that has changed says that something else is measured now.
 *
 * @param benchmark one of them
 * @param other the other one
 * @param before the ratio of their times then
 * @param change what one of them has become since; empty if they are the same
 */
record FloorRatio(String benchmark, String other, double before, String change) {

	static final double TOLERANCE = 0.3;

	FloorRatio(String benchmark, String other, double before) {
		this(benchmark, other, before, "");
	}

	static List<FloorRatio> all() {
		return List.of(new FloorRatio("HitBenchmark.passThrough", "HitBenchmark.floor", 0.40),
				new FloorRatio("HitBenchmark.cacheableSync", "HitBenchmark.floor", 2.57),
				new FloorRatio("HitBenchmark.cacheable", "HitBenchmark.floor", 3.58),
				new FloorRatio("HitBenchmark.floorThree", "HitBenchmark.floor", 1.67,
						"its key was a list of the arguments, and is a record"),
				new FloorRatio("DispatchBenchmark.async x8", "DispatchBenchmark.submitAndGet x8", 1.15),
				new FloorRatio("DispatchBenchmark.timeLimiter x8", "DispatchBenchmark.submitAndGet x8", 1.00));
	}

	/**
	 * Whether a ratio is as it was, or else why not, as far as that is known.
	 */
	String compare(double ratio) {
		if (Math.abs(ratio / this.before - 1) <= TOLERANCE) {
			return "yes";
		}
		return this.change.isEmpty() ? "**no**" : "**no**: " + this.change;
	}

}
