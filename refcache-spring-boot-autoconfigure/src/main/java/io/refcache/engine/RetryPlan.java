package io.refcache.engine;

import java.time.Duration;
import java.util.Set;

import io.refcache.CircularCallException;
import io.refcache.RetryOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Whether a run that failed gets another attempt, and when.
 */
final class RetryPlan {

	/** What another attempt would not change. */
	private static final Set<String> FINAL = Set.of(IllegalArgumentException.class.getName(),
			CircularCallException.class.getName(), "org.springframework.security.access.AccessDeniedException",
			"jakarta.validation.ConstraintViolationException");

	/** None but by hand. */
	private static final RetryPlan NONE = new RetryPlan(null);

	private final @Nullable RetryOptions options;

	private final @Nullable BackOffExecution waits;

	private RetryPlan(@Nullable RetryOptions options) {
		this.options = options;
		this.waits = (options != null) ? waits(options) : null;
	}

	static RetryPlan of(@Nullable RetryOptions options) {
		return (options != null) ? new RetryPlan(options) : NONE;
	}

	/**
	 * The wait before the attempt after the given one.
	 * @return the wait; {@code null} if there is to be no other attempt
	 */
	@Nullable Duration delayAfter(int attempt, Throwable failure) {
		if (this.options == null || this.waits == null || attempt > this.options.maxRetries()
				|| Causes.match(failure, this.options.excludes())
				|| (this.options.includes().isEmpty() ? isFinal(failure) : !isIncluded(this.options, failure))) {
			return null;
		}
		long delay = this.waits.nextBackOff();
		return (delay != BackOffExecution.STOP) ? Duration.ofMillis(delay) : null;
	}

	/**
	 * Whether somebody may try again who thinks that it could help.
	 */
	boolean allowsByHand(Throwable failure) {
		if (this.options == null) {
			return !isFinal(failure);
		}
		return !Causes.match(failure, this.options.excludes())
				&& (isIncluded(this.options, failure) || !isFinal(failure));
	}

	private static boolean isIncluded(RetryOptions options, Throwable failure) {
		return Causes.match(failure, options.includes());
	}

	private static boolean isFinal(Throwable failure) {
		for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
			if (FINAL.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

	private static BackOffExecution waits(RetryOptions options) {
		return RetryPolicy.builder()
			.maxRetries(options.maxRetries())
			.delay(countable(options.delay()))
			.multiplier(options.multiplier())
			.maxDelay(countable(options.maxDelay()))
			.jitter(countable(options.jitter()))
			.build()
			.getBackOff()
			.start();
	}

	private static Duration countable(Duration duration) {
		return Duration.ofNanos(Nanos.of(duration));
	}

}
