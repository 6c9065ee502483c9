package io.refcache;

import java.time.Duration;
import java.util.List;

/**
 * When a failed computation is run again by itself: what {@link Retry} says, for a call
 * without annotation.
 *
 * @param includes exceptions to retry on; empty for all
 * @param excludes exceptions not to retry on, by hand neither
 * @param maxRetries attempts after the first one, 0 or more, by hand included
 * @param delay wait before the first retry, 0 or more
 * @param multiplier factor from one wait to the next, at least 1
 * @param maxDelay longest wait, more than 0
 * @param jitter how much is added to or taken from each wait at random, 0 or more
 * @since 0.1.0
 */
public record RetryOptions(List<Class<? extends Throwable>> includes, List<Class<? extends Throwable>> excludes,
		int maxRetries, Duration delay, double multiplier, Duration maxDelay, Duration jitter) {

	/**
	 * Three retries on any exception, after 1, 2 and 4 seconds.
	 */
	public static final RetryOptions DEFAULTS = new RetryOptions(List.of(), List.of(), 3, Duration.ofSeconds(1), 2,
			Duration.ofSeconds(60), Duration.ZERO);

	public RetryOptions {
		includes = List.copyOf(includes);
		excludes = List.copyOf(excludes);
		if (maxRetries < 0) {
			throw new IllegalArgumentException("'maxRetries' (%d) must not be negative".formatted(maxRetries));
		}
		if (delay.isNegative()) {
			throw new IllegalArgumentException("'delay' (%s) must not be negative".formatted(delay));
		}
		if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
			throw new IllegalArgumentException("'multiplier' (%s) must be at least 1".formatted(multiplier));
		}
		if (maxDelay.isNegative() || maxDelay.isZero()) {
			throw new IllegalArgumentException("'maxDelay' (%s) must be more than zero".formatted(maxDelay));
		}
		if (jitter.isNegative()) {
			throw new IllegalArgumentException("'jitter' (%s) must not be negative".formatted(jitter));
		}
	}

	/**
	 * The same with another number of retries.
	 * @param maxRetries attempts after the first one
	 * @return new options
	 */
	public RetryOptions withMaxRetries(int maxRetries) {
		return new RetryOptions(this.includes, this.excludes, maxRetries, this.delay, this.multiplier, this.maxDelay,
				this.jitter);
	}

	/**
	 * The same with other waits, which don't grow.
	 * @param delay wait before each retry
	 * @return new options
	 */
	public RetryOptions withDelay(Duration delay) {
		return new RetryOptions(this.includes, this.excludes, this.maxRetries, delay, 1, this.maxDelay, this.jitter);
	}

	/**
	 * The same on these exceptions only.
	 * @param includes exceptions to retry on
	 * @return new options
	 */
	public RetryOptions withIncludes(List<Class<? extends Throwable>> includes) {
		return new RetryOptions(includes, this.excludes, this.maxRetries, this.delay, this.multiplier, this.maxDelay,
				this.jitter);
	}

	/**
	 * The same, but not on these exceptions.
	 * @param excludes exceptions not to retry on
	 * @return new options
	 */
	public RetryOptions withExcludes(List<Class<? extends Throwable>> excludes) {
		return new RetryOptions(this.includes, excludes, this.maxRetries, this.delay, this.multiplier, this.maxDelay,
				this.jitter);
	}

}
