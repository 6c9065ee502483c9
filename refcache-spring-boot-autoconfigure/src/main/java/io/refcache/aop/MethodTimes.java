package io.refcache.aop;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import io.refcache.RefCacheConfig;
import io.refcache.Retry;
import io.refcache.RetryOptions;
import io.refcache.autoconfigure.DurationText;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.engine.EngineSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The times of one method: what its properties say wins over its annotation, that over
 * the defaults of its class, and those over the defaults of the application.
 */
final class MethodTimes {

	private final AnnotatedMethod method;

	private final String name;

	private final RefCacheProperties.@Nullable Method override;

	private final EngineSettings settings;

	private final Function<String, String> placeholders;

	/**
	 * Times of a method.
	 * @param method the method with its annotation
	 * @param name name of the operation
	 * @param override its properties; {@code null} if there are none
	 * @param settings the defaults of the application
	 * @param placeholders resolves placeholders
	 */
	MethodTimes(AnnotatedMethod method, String name, RefCacheProperties.@Nullable Method override,
			EngineSettings settings, Function<String, String> placeholders) {
		this.method = method;
		this.name = name;
		this.override = override;
		this.settings = settings;
		this.placeholders = placeholders;
	}

	/**
	 * How long the key hits; {@code null} for ever.
	 */
	@Nullable Duration ttl() {
		Duration ttl = choose("ttl", (this.override != null) ? this.override.getTtl() : null, "ttl",
				this.method.annotation().ttl(), DurationText::ttl, this.settings.defaultTtl());
		return EntryOptions.NEVER.equals(ttl) ? null : ttl;
	}

	/**
	 * How long a caller waits; {@code null} for a run on its thread.
	 */
	@Nullable Duration asyncTimeout() {
		RefCacheConfig config = this.method.config();
		Duration timeout = choose("async-timeout", (this.override != null) ? this.override.getAsyncTimeout() : null,
				"asyncTimeout",
				first(this.method.annotation().asyncTimeout(), (config != null) ? config.asyncTimeout() : ""),
				DurationText::asyncTimeout, this.settings.defaultAsyncTimeout());
		return CallOptions.NO_TIMEOUT.equals(timeout) ? null : timeout;
	}

	/**
	 * How long an attempt may run; {@code null} for ever.
	 */
	@Nullable Duration executionTimeout() {
		RefCacheConfig config = this.method.config();
		Duration timeout = choose("execution-timeout",
				(this.override != null) ? this.override.getExecutionTimeout() : null, "executionTimeout",
				first(this.method.annotation().executionTimeout(), (config != null) ? config.executionTimeout() : ""),
				DurationText::executionTimeout, this.settings.defaultExecutionTimeout());
		return CallOptions.NO_TIMEOUT.equals(timeout) ? null : timeout;
	}

	/**
	 * When a failed attempt is followed by another one; {@code null} for never.
	 */
	@Nullable RetryOptions retry() {
		Retry[] retries = this.method.annotation().retry();
		if (retries.length == 0) {
			return null;
		}
		if (retries.length > 1) {
			throw this.method.refuse("has %d @Retry".formatted(retries.length), "Leave one of them");
		}
		Retry retry = retries[0];
		try {
			return new RetryOptions(List.of(retry.includes()), List.of(retry.excludes()), retry.maxRetries(),
					part("delay", retry.delay()), retry.multiplier(), part("maxDelay", retry.maxDelay()),
					part("jitter", retry.jitter()));
		}
		catch (IllegalArgumentException ex) {
			throw this.method.refuse("has a @Retry that makes no sense: " + ex.getMessage(), "Change that attribute");
		}
	}

	private Duration part(String attribute, String text) {
		return DurationText.parse(this.placeholders.apply(text), refusal("@Retry " + attribute, text));
	}

	private @Nullable Duration choose(String property, @Nullable String overridden, String attribute, String annotated,
			DurationReader reader, @Nullable Duration defaultValue) {
		if (overridden != null) {
			return reader.read(overridden, (reason) -> new InvalidConfigurationPropertyValueException(
					"refcache.methods[%s].%s".formatted(this.name, property), overridden, reason + "."));
		}
		String text = this.placeholders.apply(annotated);
		return text.isEmpty() ? defaultValue : reader.read(text, refusal(attribute, text));
	}

	private Function<String, RuntimeException> refusal(String attribute, String text) {
		return (reason) -> this.method.refuse("has the %s '%s'".formatted(attribute, text), reason);
	}

	private static String first(String own, String inherited) {
		return own.isEmpty() ? inherited : own;
	}

	/**
	 * Reads a text.
	 */
	@FunctionalInterface
	private interface DurationReader {

		Duration read(String text, Function<String, RuntimeException> refusal);

	}

}
