package io.refcache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a value is put into the cache.
 *
 * @param namespace the namespace; {@code null} for {@code refcache.default-namespace}
 * @param ttl how long the key hits, more than zero, {@link #NEVER} for no expiry;
 * {@code null} for {@code refcache.default-ttl}
 * @since 0.1.0
 */
public record EntryOptions(@Nullable String namespace, @Nullable Duration ttl) {

	/**
	 * A time to live without end.
	 */
	public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

	/**
	 * What the properties say.
	 */
	public static final EntryOptions DEFAULTS = new EntryOptions(null, null);

	public EntryOptions {
		checkTtl(ttl);
	}

	/**
	 * The same options with another namespace.
	 * @param namespace the namespace
	 * @return new options
	 */
	public EntryOptions withNamespace(String namespace) {
		return new EntryOptions(namespace, this.ttl);
	}

	/**
	 * The same options with another time to live.
	 * @param ttl the time to live
	 * @return new options
	 */
	public EntryOptions withTtl(Duration ttl) {
		return new EntryOptions(this.namespace, ttl);
	}

	static void checkTtl(@Nullable Duration ttl) {
		if (ttl != null && (ttl.isNegative() || ttl.isZero())) {
			throw new IllegalArgumentException("'ttl' (%s) must be more than zero".formatted(ttl));
		}
	}

}
