package io.refcache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a value is put into the cache.
 *
 * @param namespace the namespace; {@code null} for {@code refcache.default-namespace}
 * @param ttl how long the key hits, more than zero, {@link #NEVER} for no expiry;
 * {@code null} for {@code refcache.default-ttl}
 * @param policy name of the access policy; {@code null} for {@code default}
 * @param owner who owns it, as in {@code user:alice} or <code>user:{user_id}</code>;
 * {@code null} for nobody
 * @param sessionScoped whether only the session that puts it may use it
 * @since 0.1.0
 */
public record EntryOptions(@Nullable String namespace, @Nullable Duration ttl, @Nullable String policy,
		@Nullable String owner, boolean sessionScoped) {

	/**
	 * A time to live without end.
	 */
	public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

	/**
	 * What the properties say.
	 */
	public static final EntryOptions DEFAULTS = new EntryOptions(null, null, null, null, false);

	public EntryOptions {
		checkTtl(ttl);
	}

	/**
	 * The same options with another namespace.
	 * @param namespace the namespace
	 * @return new options
	 */
	public EntryOptions withNamespace(String namespace) {
		return new EntryOptions(namespace, this.ttl, this.policy, this.owner, this.sessionScoped);
	}

	/**
	 * The same options with another time to live.
	 * @param ttl the time to live
	 * @return new options
	 */
	public EntryOptions withTtl(Duration ttl) {
		return new EntryOptions(this.namespace, ttl, this.policy, this.owner, this.sessionScoped);
	}

	/**
	 * The same options with another access policy.
	 * @param policy the name of the policy
	 * @return new options
	 */
	public EntryOptions withPolicy(String policy) {
		return new EntryOptions(this.namespace, this.ttl, policy, this.owner, this.sessionScoped);
	}

	/**
	 * The same options with an owner.
	 * @param owner the owner
	 * @return new options
	 */
	public EntryOptions withOwner(String owner) {
		return new EntryOptions(this.namespace, this.ttl, this.policy, owner, this.sessionScoped);
	}

	/**
	 * The same options for one session.
	 * @param sessionScoped whether only the session that puts it may use it
	 * @return new options
	 */
	public EntryOptions withSessionScoped(boolean sessionScoped) {
		return new EntryOptions(this.namespace, this.ttl, this.policy, this.owner, sessionScoped);
	}

	static void checkTtl(@Nullable Duration ttl) {
		if (ttl != null && (ttl.isNegative() || ttl.isZero())) {
			throw new IllegalArgumentException("'ttl' (%s) must be more than zero".formatted(ttl));
		}
	}

}
