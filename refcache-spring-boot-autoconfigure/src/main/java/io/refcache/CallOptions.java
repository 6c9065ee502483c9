package io.refcache;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is called: what the attributes of {@link RefCached} say, for a call without
 * annotation.
 *
 * @param name name of the operation, part of the key
 * @param arguments the key, compared by {@code equals} and arrays by their content; a
 * {@link Ref} among them is not replaced by its value
 * @param namespace the namespace; {@code null} for {@code refcache.default-namespace}
 * @param ttl how long the key hits, {@link EntryOptions#NEVER} for no expiry;
 * {@code null} for {@code refcache.default-ttl}
 * @param asyncTimeout how long the caller waits, zero for not at all, {@link #NO_TIMEOUT}
 * for a run on the caller's thread; {@code null} for {@code refcache.task.async-timeout}
 * @param executionTimeout how long one attempt may run, {@link #NO_TIMEOUT} for no end;
 * {@code null} for {@code refcache.task.execution-timeout}
 * @param retry when a failed attempt is followed by another one; {@code null} for never
 * @param executor name of the executor bean; {@code null} for
 * {@code refCacheTaskExecutor}
 * @param responseFormat amount of detail if the answer is the state of a task
 * @param policy name of the access policy; {@code null} for {@code default}
 * @param owner who owns the result, as in <code>user:{user_id}</code>; {@code null} for
 * nobody
 * @param sessionScoped whether only the session that calls may use the result
 * @param previewMaxSize the size beyond which the result travels as a preview, at least
 * 1; {@code null} for {@code refcache.preview.max-size}
 * @since 0.1.0
 */
public record CallOptions(String name, List<@Nullable Object> arguments, @Nullable String namespace,
		@Nullable Duration ttl, @Nullable Duration asyncTimeout, @Nullable Duration executionTimeout,
		@Nullable RetryOptions retry, @Nullable String executor, ResponseFormat responseFormat, @Nullable String policy,
		@Nullable String owner, boolean sessionScoped, @Nullable Integer previewMaxSize) {

	/**
	 * No timeout: as {@code asyncTimeout} the caller waits until the end, as
	 * {@code executionTimeout} an attempt may run for ever.
	 */
	public static final Duration NO_TIMEOUT = Duration.ofSeconds(Long.MAX_VALUE);

	public CallOptions {
		if (name.isBlank()) {
			throw new IllegalArgumentException("'name' must not be empty");
		}
		EntryOptions.checkTtl(ttl);
		if (asyncTimeout != null && asyncTimeout.isNegative()) {
			throw new IllegalArgumentException("'asyncTimeout' (%s) must not be negative".formatted(asyncTimeout));
		}
		if (executionTimeout != null && (executionTimeout.isNegative() || executionTimeout.isZero())) {
			throw new IllegalArgumentException(
					"'executionTimeout' (%s) must be more than zero".formatted(executionTimeout));
		}
		if (previewMaxSize != null && previewMaxSize < 1) {
			throw new IllegalArgumentException("'previewMaxSize' (%d) must be at least 1".formatted(previewMaxSize));
		}
		arguments = Collections.unmodifiableList(Arrays.asList(arguments.toArray()));
	}

	/**
	 * A call with what the properties say.
	 * @param name name of the operation
	 * @param arguments the key
	 * @return the options
	 */
	public static CallOptions of(String name, @Nullable Object... arguments) {
		return new CallOptions(name, Arrays.asList(arguments), null, null, null, null, null, null,
				ResponseFormat.STANDARD, null, null, false, null);
	}

	/**
	 * The same call in another namespace.
	 * @param namespace the namespace
	 * @return new options
	 */
	public CallOptions withNamespace(String namespace) {
		return new CallOptions(this.name, this.arguments, namespace, this.ttl, this.asyncTimeout, this.executionTimeout,
				this.retry, this.executor, this.responseFormat, this.policy, this.owner, this.sessionScoped,
				this.previewMaxSize);
	}

	/**
	 * The same call with another time to live.
	 * @param ttl the time to live
	 * @return new options
	 */
	public CallOptions withTtl(Duration ttl) {
		return new CallOptions(this.name, this.arguments, this.namespace, ttl, this.asyncTimeout, this.executionTimeout,
				this.retry, this.executor, this.responseFormat, this.policy, this.owner, this.sessionScoped,
				this.previewMaxSize);
	}

	/**
	 * The same call with another timeout.
	 * @param asyncTimeout the timeout
	 * @return new options
	 */
	public CallOptions withAsyncTimeout(Duration asyncTimeout) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, asyncTimeout, this.executionTimeout,
				this.retry, this.executor, this.responseFormat, this.policy, this.owner, this.sessionScoped,
				this.previewMaxSize);
	}

	/**
	 * The same call with a limit on each attempt.
	 * @param executionTimeout how long one attempt may run
	 * @return new options
	 */
	public CallOptions withExecutionTimeout(Duration executionTimeout) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, this.asyncTimeout, executionTimeout,
				this.retry, this.executor, this.responseFormat, this.policy, this.owner, this.sessionScoped,
				this.previewMaxSize);
	}

	/**
	 * The same call with retries.
	 * @param retry when a failed attempt is followed by another one
	 * @return new options
	 */
	public CallOptions withRetry(RetryOptions retry) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, this.asyncTimeout,
				this.executionTimeout, retry, this.executor, this.responseFormat, this.policy, this.owner,
				this.sessionScoped, this.previewMaxSize);
	}

	/**
	 * The same call on another executor.
	 * @param executor name of the executor bean
	 * @return new options
	 */
	public CallOptions withExecutor(String executor) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, this.asyncTimeout,
				this.executionTimeout, this.retry, executor, this.responseFormat, this.policy, this.owner,
				this.sessionScoped, this.previewMaxSize);
	}

	/**
	 * The same call with another amount of detail.
	 * @param responseFormat the format
	 * @return new options
	 */
	public CallOptions withResponseFormat(ResponseFormat responseFormat) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, this.asyncTimeout,
				this.executionTimeout, this.retry, this.executor, responseFormat, this.policy, this.owner,
				this.sessionScoped, this.previewMaxSize);
	}

	/**
	 * The same call under another access policy.
	 * @param policy the name of the policy
	 * @return new options
	 */
	public CallOptions withPolicy(String policy) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, this.asyncTimeout,
				this.executionTimeout, this.retry, this.executor, this.responseFormat, policy, this.owner,
				this.sessionScoped, this.previewMaxSize);
	}

	/**
	 * The same call with an owner of its result.
	 * @param owner the owner
	 * @return new options
	 */
	public CallOptions withOwner(String owner) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, this.asyncTimeout,
				this.executionTimeout, this.retry, this.executor, this.responseFormat, this.policy, owner,
				this.sessionScoped, this.previewMaxSize);
	}

	/**
	 * The same call for one session.
	 * @param sessionScoped whether only the session that calls may use the result
	 * @return new options
	 */
	public CallOptions withSessionScoped(boolean sessionScoped) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, this.asyncTimeout,
				this.executionTimeout, this.retry, this.executor, this.responseFormat, this.policy, this.owner,
				sessionScoped, this.previewMaxSize);
	}

	/**
	 * The same call with another size beyond which its result travels as a preview.
	 * @param previewMaxSize the size, at least 1, in the unit of
	 * {@code refcache.preview.unit}
	 * @return new options
	 */
	public CallOptions withPreviewMaxSize(int previewMaxSize) {
		return new CallOptions(this.name, this.arguments, this.namespace, this.ttl, this.asyncTimeout,
				this.executionTimeout, this.retry, this.executor, this.responseFormat, this.policy, this.owner,
				this.sessionScoped, previewMaxSize);
	}

}
