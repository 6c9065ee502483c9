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
 * @param retention how long a published reference resolves after its end
 * @param maxActive how many tasks may not have ended
 * @since 0.1.0
 */
public record EngineSettings(String name, String defaultNamespace, @Nullable Duration defaultTtl,
		@Nullable Duration defaultAsyncTimeout, Duration retention, int maxActive) {

	public EngineSettings {
		if (!RefId.isName(name)) {
			throw new IllegalArgumentException(
					"'name' (%s) must be a letter followed by letters, digits, '_' and '-'".formatted(name));
		}
		if (retention.isNegative() || retention.isZero()) {
			throw new IllegalArgumentException("'retention' (%s) must be more than zero".formatted(retention));
		}
		if (maxActive < 1) {
			throw new IllegalArgumentException("'maxActive' (%d) must be at least 1".formatted(maxActive));
		}
	}

}
