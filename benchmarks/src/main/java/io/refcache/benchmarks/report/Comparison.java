package io.refcache.benchmarks.report;

/**
 * How two numbers make one.
 */
enum Comparison {

	/** The first as it is. */
	VALUE {
		@Override
		double of(double measured, double reference) {
			return measured;
		}
	},

	/** How many times the second the first is. */
	RATIO {
		@Override
		double of(double measured, double reference) {
			return measured / reference;
		}
	},

	/** How much the first is more than the second. */
	DIFFERENCE {
		@Override
		double of(double measured, double reference) {
			return measured - reference;
		}
	},

	/** How much more two threads do than one, of the times that an operation takes. */
	SCALING {
		@Override
		double of(double measured, double reference) {
			return 2 * reference / measured;
		}
	};

	abstract double of(double measured, double reference);

	boolean isRatio() {
		return this == RATIO || this == SCALING;
	}

}
