package io.refcache.engine;

import java.time.Duration;

import io.refcache.store.RefId;
import org.jspecify.annotations.Nullable;

/**
 * What the engine is told once.
 *
 * @param name name of the cache, the first part of its references
 * @param defaultNamespace namespace of calls that name none
 * @param defaultTtl how long keys hit if a call does not say; {@code null} for ever
 * @param defaultAsyncTimeout how long callers wait if a call does not say; {@code null}
 * for a run on the caller's thread
 * @param defaultExecutionTimeout how long an attempt may run if a call does not say;
 * {@code null} for ever
 * @param maxWait how long a thread waits for a run that is not its own to bound;
 * {@code null} for ever
 * @param maxRetries attempts after the first one, by hand, if a call does not say
 * @param retention how long a published reference resolves after its end
 * @param maxActive how many tasks may not have ended
 * @param cleanupInterval from one cleanup to the next
 * @since 0.1.0
 */
public record EngineSettings(String name, String defaultNamespace, @Nullable Duration defaultTtl,
		@Nullable Duration defaultAsyncTimeout, @Nullable Duration defaultExecutionTimeout, @Nullable Duration maxWait,
		int maxRetries, Duration retention, int maxActive, Duration cleanupInterval) {

	public EngineSettings {
		if (!RefId.isName(name)) {
			throw new IllegalArgumentException(
					"'name' (%s) must be a letter followed by letters, digits, '_' and '-'".formatted(name));
		}
		if (retention.isNegative() || retention.isZero()) {
			throw new IllegalArgumentException("'retention' (%s) must be more than zero".formatted(retention));
		}
		if (cleanupInterval.isNegative() || cleanupInterval.isZero()) {
			throw new IllegalArgumentException(
					"'cleanupInterval' (%s) must be more than zero".formatted(cleanupInterval));
		}
		if (maxRetries < 0) {
			throw new IllegalArgumentException("'maxRetries' (%d) must not be negative".formatted(maxRetries));
		}
		if (maxActive < 1) {
			throw new IllegalArgumentException("'maxActive' (%d) must be at least 1".formatted(maxActive));
		}
	}

}
