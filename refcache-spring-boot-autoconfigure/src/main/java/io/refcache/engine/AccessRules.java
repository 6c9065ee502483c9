package io.refcache.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.refcache.Actor;
import io.refcache.MissingContextValueException;
import io.refcache.access.AccessPolicy;
import io.refcache.access.ContextValues;
import io.refcache.access.Protection;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the results of a method, and how far they are shared. Made once by
 * {@link RefCacheEngine#access(String, String, String, boolean)}.
 *
 * @since 0.1.0
 */
public final class AccessRules {

	private static final int KNOWN = 64;

	private final String policyName;

	private final AccessPolicy policy;

	private final Template namespace;

	private final @Nullable Template owner;

	private final boolean sessionScoped;

	private final ContextValues values;

	private final @Nullable Protection fixed;

	private final @Nullable Caller anyone;

	/** Decides alone about namespace and owner; {@code null} if there are more. */
	private final @Nullable String placeholder;

	/** The last ones, each in a place of its own: to read a namespace takes longer. */
	private final @Nullable Known[] known = new @Nullable Known[KNOWN];

	/**
	 * Rules.
	 * @param policyName the name of the policy
	 * @param policy the policy
	 * @param namespace the namespace
	 * @param owner the owner; {@code null} for none
	 * @param sessionScoped whether an entry is for the session that it was made in alone
	 * @param values what placeholders stand for
	 * @param byPolicy whether the policy alone decides
	 * @throws IllegalArgumentException if the namespace, or the owner, cannot be one
	 */
	AccessRules(String policyName, AccessPolicy policy, Template namespace, @Nullable Template owner,
			boolean sessionScoped, ContextValues values, boolean byPolicy) {
		this.policyName = policyName;
		this.policy = policy;
		this.namespace = namespace;
		this.owner = owner;
		this.sessionScoped = sessionScoped;
		this.values = values;
		Set<String> placeholders = new HashSet<>(placeholders());
		this.placeholder = (placeholders.size() == 1) ? placeholders.iterator().next() : null;
		boolean constant = namespace.isConstant() && (owner == null || owner.isConstant()) && !sessionScoped;
		// With stand-ins, so that what cannot be one is found at once.
		Protection sample = new Protection(policyName, namespace.expand((name) -> "value"),
				(owner != null) ? owner.expand((name) -> "value") : null, null, null);
		this.fixed = constant ? sample : null;
		boolean open = byPolicy && constant && sample.pairs().isEmpty() && policy.isOpenToReaders();
		this.anyone = open ? new Caller(null, sample) : null;
	}

	/**
	 * Rules for what is shared by all, under the default policy.
	 * @param namespace a namespace that names nobody
	 * @return the rules
	 */
	public static AccessRules open(String namespace) {
		return new AccessRules(Protection.DEFAULT_POLICY, AccessPolicy.DEFAULT, Template.parse(namespace), null, false,
				ContextValues.create(), true);
	}

	/**
	 * Whether all may read and execute, so that nobody need be asked who he is.
	 */
	boolean isOpen() {
		return this.anyone != null;
	}

	/**
	 * Whether an entry in its namespace and scope is guarded by its policy: equal calls
	 * may name different ones.
	 */
	boolean guards(Protection protection) {
		return this.policyName.equals(protection.policy());
	}

	AccessPolicy policy() {
		return this.policy;
	}

	/**
	 * Whether an entry is for the session that it was made in alone.
	 * @return whether callers without a session are refused
	 */
	public boolean isSessionScoped() {
		return this.sessionScoped;
	}

	/**
	 * Whether the namespace names an identity, so that no two of them share anything.
	 * @return whether it holds a pair
	 */
	public boolean namesIdentity() {
		return !new Protection(this.policyName, this.namespace.expand((name) -> "value"), null, null, null).pairs()
			.isEmpty();
	}

	/**
	 * The placeholders in namespace and owner.
	 */
	List<String> placeholders() {
		List<String> placeholders = new ArrayList<>(this.namespace.placeholders());
		if (this.owner != null) {
			placeholders.addAll(this.owner.placeholders());
		}
		return placeholders;
	}

	/**
	 * Any caller of what is open to all; {@code null} if it is not.
	 */
	@Nullable Caller anyone() {
		return this.anyone;
	}

	/**
	 * What guards the entries of an actor.
	 * @param operation the name of what is called, for the message
	 * @param actor who calls
	 * @throws MissingContextValueException if a placeholder has no value, or the actor no
	 * session
	 */
	Protection of(String operation, Actor actor) {
		if (this.fixed != null) {
			return this.fixed;
		}
		String session = this.sessionScoped ? required(operation, "session_id", actor, actor.session()) : null;
		String placeholder = this.placeholder;
		if (placeholder != null) {
			String value = value(operation, placeholder, actor);
			Protection known = known(value, null, session);
			return (known != null) ? known : note(value, null, protection((name) -> value, session));
		}
		String namespace = this.namespace.expand((name) -> value(operation, name, actor));
		String owner = (this.owner != null) ? this.owner.expand((name) -> value(operation, name, actor)) : null;
		Protection known = known(namespace, owner, session);
		return (known != null) ? known
				: note(namespace, owner, new Protection(this.policyName, namespace, owner, session, null));
	}

	private Protection protection(UnaryOperator<String> values, @Nullable String session) {
		return new Protection(this.policyName, this.namespace.expand(values),
				(this.owner != null) ? this.owner.expand(values) : null, session, null);
	}

	private @Nullable Protection known(String text, @Nullable String owner, @Nullable String session) {
		Known found = this.known[text.hashCode() & (KNOWN - 1)];
		return (found != null && found.text().equals(text) && Objects.equals(found.owner(), owner)
				&& Objects.equals(found.protection().session(), session)) ? found.protection() : null;
	}

	/** Two threads may put in one place; whoever finds what is not his makes his own. */
	private Protection note(String text, @Nullable String owner, Protection made) {
		this.known[text.hashCode() & (KNOWN - 1)] = new Known(text, owner, made);
		return made;
	}

	private String value(String operation, String name, Actor actor) {
		return required(operation, name, actor, this.values.value(name, actor));
	}

	private static String required(String operation, String name, Actor actor, @Nullable String value) {
		if (value == null || value.isBlank()) {
			throw new MissingContextValueException(operation, name, actor);
		}
		return value;
	}

	/**
	 * What guards the entries of some.
	 *
	 * @param text the only value, or the namespace that several values make
	 * @param owner the owner that several values make
	 * @param protection what guards the entries
	 */
	private record Known(String text, @Nullable String owner, Protection protection) {

	}

}
