package io.refcache.benchmarks.report;

import java.util.List;

/**
 * A ratio of two floors or peers to each other, as it was before any of this was built.
 * One that has changed says that something else is measured now.
 *
 * @param benchmark one of them
 * @param other the other one
 * @param before the ratio of their times then
 */
record FloorRatio(String benchmark, String other, double before) {

	static final double TOLERANCE = 0.3;

	static List<FloorRatio> all() {
		return List.of(new FloorRatio("HitBenchmark.passThrough", "HitBenchmark.floor", 0.40),
				new FloorRatio("HitBenchmark.cacheableSync", "HitBenchmark.floor", 2.57),
				new FloorRatio("HitBenchmark.cacheable", "HitBenchmark.floor", 3.58),
				new FloorRatio("HitBenchmark.floorThree", "HitBenchmark.floor", 1.67),
				new FloorRatio("DispatchBenchmark.async x8", "DispatchBenchmark.submitAndGet x8", 1.15),
				new FloorRatio("DispatchBenchmark.timeLimiter x8", "DispatchBenchmark.submitAndGet x8", 1.00));
	}

	boolean isNear(double ratio) {
		return Math.abs(ratio / this.before - 1) <= TOLERANCE;
	}

}
