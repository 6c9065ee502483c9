package io.refcache.access;

import java.util.Objects;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What guards one reference: where it is, by which policy, and who has to do with it.
 *
 * @since 0.1.0
 */
public final class Protection {

	/**
	 * The name of the policy of whatever names none.
	 */
	public static final String DEFAULT_POLICY = "default";

	private final String policy;

	private final String namespace;

	private final @Nullable String owner;

	private final @Nullable String session;

	private final @Nullable Actor starter;

	private final NamespacePairs pairs;

	/**
	 * Nearly all calls of a method come from one starter, or from one after the other.
	 */
	private @Nullable Protection started;

	/**
	 * What guards a reference.
	 * @param policy the name of the policy
	 * @param namespace the namespace, without placeholders
	 * @param owner who owns it, without placeholders; {@code null} for whom the policy
	 * names
	 * @param session the only session that it may be used in; {@code null} for any that
	 * the policy allows
	 * @param starter who started the computation; {@code null} if that is not known
	 * @throws IllegalArgumentException if namespace or owner cannot be one
	 */
	public Protection(String policy, String namespace, @Nullable String owner, @Nullable String session,
			@Nullable Actor starter) {
		this.policy = policy;
		this.namespace = namespace;
		this.owner = (owner != null) ? NamespacePairs.checkOwner(owner) : null;
		this.session = session;
		this.starter = starter;
		this.pairs = NamespacePairs.of(namespace);
	}

	private Protection(Protection other, @Nullable Actor starter) {
		this.policy = other.policy;
		this.namespace = other.namespace;
		this.owner = other.owner;
		this.session = other.session;
		this.starter = starter;
		this.pairs = other.pairs;
	}

	/**
	 * What guards a reference that names no more than its namespace.
	 * @param namespace the namespace
	 * @return its protection by the policy {@value #DEFAULT_POLICY}
	 */
	public static Protection of(String namespace) {
		return new Protection(DEFAULT_POLICY, namespace, null, null, null);
	}

	public String policy() {
		return this.policy;
	}

	public String namespace() {
		return this.namespace;
	}

	/**
	 * The identities that the namespace names.
	 * @return the pairs of the namespace
	 */
	public NamespacePairs pairs() {
		return this.pairs;
	}

	public @Nullable String owner() {
		return this.owner;
	}

	public @Nullable String session() {
		return this.session;
	}

	public @Nullable Actor starter() {
		return this.starter;
	}

	/**
	 * Whose it is within its namespace, as part of a key: two calls that differ in this
	 * share nothing.
	 * @return owner and session; {@code null} if it names neither
	 */
	public @Nullable String scope() {
		if (this.owner == null && this.session == null) {
			return null;
		}
		return ((this.owner != null) ? this.owner : "") + "\n" + ((this.session != null) ? this.session : "");
	}

	/**
	 * The same for what another actor starts.
	 * @param starter who starts it
	 * @return its protection
	 */
	public Protection startedBy(@Nullable Actor starter) {
		// Two threads may both make it; both make the same.
		Protection known = this.started;
		if (known == null || !Objects.equals(known.starter, starter)) {
			known = new Protection(this, starter);
			this.started = known;
		}
		return known;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Protection that && this.policy.equals(that.policy)
				&& this.namespace.equals(that.namespace) && Objects.equals(this.owner, that.owner)
				&& Objects.equals(this.session, that.session) && Objects.equals(this.starter, that.starter));
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.policy, this.namespace, this.owner, this.session, this.starter);
	}

	@Override
	public String toString() {
		return "policy '%s' in namespace '%s'".formatted(this.policy, this.namespace);
	}

}
