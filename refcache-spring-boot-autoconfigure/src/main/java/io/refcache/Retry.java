package io.refcache;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When a failed computation is run again by itself, in the words of Spring's
 * {@code RetryPolicy}. While it waits, the task is pending under the same reference, and
 * occupies no thread of the executor; callers who still wait get what comes of the last
 * attempt.
 * <p>
 * Never retried, unless it is among the {@link #includes()}:
 * {@link IllegalArgumentException}, Spring Security's {@code AccessDeniedException},
 * Jakarta's {@code ConstraintViolationException}, {@link CircularCallException}. An
 * attempt that ran out of its {@link RefCached#executionTimeout()} is not retried either.
 *
 * @since 0.1.0
 * @see RefCached#retry()
 */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Retry {

	/**
	 * Exceptions to retry on, causes and subclasses included.
	 * @return the exceptions; empty for all
	 */
	Class<? extends Throwable>[] includes() default {};

	/**
	 * Exceptions not to retry on, causes and subclasses included. A task that failed with
	 * one of them cannot be retried by hand either.
	 * @return the exceptions
	 */
	Class<? extends Throwable>[] excludes() default {};

	/**
	 * Attempts after the first one; those by hand count as well.
	 * @return the number, 0 or more; the default is 3
	 */
	int maxRetries() default 3;

	/**
	 * Wait before the first retry.
	 * @return the duration; the default is a second
	 */
	String delay() default "1s";

	/**
	 * Factor from one wait to the next.
	 * @return the factor, at least 1; the default is 2
	 */
	double multiplier() default 2;

	/**
	 * Longest wait.
	 * @return the duration; the default is a minute
	 */
	String maxDelay() default "60s";

	/**
	 * How much is added to or taken from each wait at random, so that tasks that failed
	 * together don't come back together.
	 * @return the duration; the default is none
	 */
	String jitter() default "0s";

}
