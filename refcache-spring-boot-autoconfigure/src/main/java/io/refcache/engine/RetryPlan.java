package io.refcache.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.refcache.CircularCallException;
import io.refcache.RetryOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.ExceptionTypeFilter;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Whether a run that failed gets another attempt, and when.
 */
final class RetryPlan {

	/** What another attempt would not change. */
	private static final Set<String> FINAL = Set.of(IllegalArgumentException.class.getName(),
			CircularCallException.class.getName(), "org.springframework.security.access.AccessDeniedException",
			"jakarta.validation.ConstraintViolationException");

	private final @Nullable RetryOptions options;

	private final @Nullable RetryPolicy policy;

	private final @Nullable BackOffExecution waits;

	RetryPlan(@Nullable RetryOptions options) {
		this.options = options;
		this.policy = (options != null) ? policy(options) : null;
		this.waits = (this.policy != null) ? this.policy.getBackOff().start() : null;
	}

	/**
	 * The wait before the attempt after the given one.
	 * @return the wait; {@code null} if there is to be no other attempt
	 */
	@Nullable Duration delayAfter(int attempt, Throwable failure) {
		if (this.options == null || this.policy == null || this.waits == null || attempt > this.options.maxRetries()
				|| !this.policy.shouldRetry(failure) || (this.options.includes().isEmpty() && isFinal(failure))) {
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
		boolean excluded = !new ExceptionTypeFilter(List.of(), this.options.excludes()).match(failure, true);
		boolean included = !this.options.includes().isEmpty()
				&& new ExceptionTypeFilter(this.options.includes(), List.of()).match(failure, true);
		return !excluded && (included || !isFinal(failure));
	}

	private static boolean isFinal(Throwable failure) {
		for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
			if (FINAL.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

	private static RetryPolicy policy(RetryOptions options) {
		return RetryPolicy.builder()
			.includes(options.includes())
			.excludes(options.excludes())
			.maxRetries(options.maxRetries())
			.delay(options.delay())
			.multiplier(options.multiplier())
			.maxDelay(options.maxDelay())
			.jitter(options.jitter())
			.build();
	}

}
