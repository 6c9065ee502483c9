package io.refcache.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * What is looked at of a benchmark.
 */
enum Metric {

	/** The median of its values. */
	MEDIAN {
		@Override
		Double of(Measured measured) {
			return measured.median();
		}
	},

	/** The largest of its values. */
	MAX {
		@Override
		Double of(Measured measured) {
			return measured.max();
		}
	},

	/** The 99th percentile. */
	P99 {
		@Override
		@Nullable Double of(Measured measured) {
			return measured.p99();
		}
	},

	/** Bytes allocated per operation. */
	BYTES {
		@Override
		@Nullable Double of(Measured measured) {
			return measured.bytes();
		}
	};

	abstract @Nullable Double of(Measured measured);

	String unit(Measured measured) {
		return (this == BYTES) ? "B" : measured.unit().replace("/op", "").replace("ops/s", "/s");
	}

}
