package io.refcache.engine;

import java.time.Duration;

import io.refcache.RetryOptions;
import io.refcache.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of one method have in common.
 *
 * @param operation what is computed
 * @param ttl how long the key hits, counted from the end of the run; {@code null} for
 * ever
 * @param asyncTimeout how long a caller waits; {@code null} for a run on the caller's
 * thread
 * @param executionTimeout how long an attempt may run; {@code null} for ever
 * @param retry when a failed attempt is followed by another one; {@code null} for never
 * @param executor name of the executor
 * @param answersWithReference whether the response names the reference even if the call
 * ends in time, so that it has to resolve from then on
 * @param staged whether the body returns a stage, with which the run ends
 * @param access who may use the results, and how far they are shared
 * @since 0.1.0
 */
public record CallSpec(Operation operation, @Nullable Duration ttl, @Nullable Duration asyncTimeout,
		@Nullable Duration executionTimeout, @Nullable RetryOptions retry, String executor,
		boolean answersWithReference, boolean staged, AccessRules access) {

	/**
	 * The name of the executor that runs what asks for no other.
	 */
	public static final String DEFAULT_EXECUTOR = "refCacheTaskExecutor";

	public CallSpec {
		if (ttl != null && (ttl.isZero() || ttl.isNegative())) {
			throw new IllegalArgumentException("'ttl' (%s) must be more than zero".formatted(ttl));
		}
		if (asyncTimeout != null && asyncTimeout.isNegative()) {
			throw new IllegalArgumentException("'asyncTimeout' (%s) must not be negative".formatted(asyncTimeout));
		}
		if (executionTimeout != null && (executionTimeout.isNegative() || executionTimeout.isZero())) {
			throw new IllegalArgumentException(
					"'executionTimeout' (%s) must be more than zero".formatted(executionTimeout));
		}
		if (asyncTimeout != null && executionTimeout != null && asyncTimeout.compareTo(executionTimeout) > 0) {
			throw new IllegalArgumentException("'asyncTimeout' (%s) must not exceed 'executionTimeout' (%s)"
				.formatted(asyncTimeout, executionTimeout));
		}
	}

	/**
	 * Whether the body runs on the thread of the call that leads.
	 * @return whether it does
	 */
	boolean onCallersThread() {
		return this.asyncTimeout == null && !this.staged;
	}

	/**
	 * The same for a caller who cannot wait until the end.
	 * @param timeout how long the caller waits if this does not say, and no attempt ends
	 * earlier
	 * @return a specification with a timeout
	 */
	public CallSpec withTimeout(Duration timeout) {
		if (this.asyncTimeout != null) {
			return this;
		}
		Duration limit = this.executionTimeout;
		Duration wait = (limit != null && timeout.compareTo(limit) > 0) ? limit : timeout;
		return new CallSpec(this.operation, this.ttl, wait, limit, this.retry, this.executor, this.answersWithReference,
				this.staged, this.access);
	}

	/**
	 * The same for a caller who takes a reference in place of what is large.
	 * @return a specification whose answers name their reference
	 */
	public CallSpec withReference() {
		return new CallSpec(this.operation, this.ttl, this.asyncTimeout, this.executionTimeout, this.retry,
				this.executor, true, this.staged, this.access);
	}

	/**
	 * The same for a call that nobody waits for.
	 */
	CallSpec onExecutor() {
		return onCallersThread() ? new CallSpec(this.operation, this.ttl, Duration.ZERO, this.executionTimeout,
				this.retry, this.executor, this.answersWithReference, false, this.access) : this;
	}

}
