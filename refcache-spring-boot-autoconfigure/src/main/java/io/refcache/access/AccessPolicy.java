package io.refcache.access;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who may do what. The first of these that applies decides:
 * <ol>
 * <li>{@linkplain io.refcache.Actor#SYSTEM system} may do everything</li>
 * <li>who is on the deny list may do nothing</li>
 * <li>who is not in the bound session may do nothing</li>
 * <li>who does not match the {@linkplain NamespacePairs namespace} may do nothing</li>
 * <li>who is on the allow list may do everything</li>
 * <li>the owner may do what owners may</li>
 * <li>everybody else may do what users may, or agents; who started the computation also
 * what starters may</li>
 * </ol>
 *
 * @param userPermissions what users may do
 * @param agentPermissions what agents may do
 * @param starterPermissions what whoever started the computation may do besides
 * @param owner who owns it, as in {@code user:alice} or {@code org:acme}; {@code null}
 * for nobody
 * @param ownerPermissions what the owner may do
 * @param allowedActors patterns of actors who may do everything
 * @param deniedActors patterns of actors who may do nothing
 * @param boundSession the only session that it may be used in; {@code null} for any
 * @since 0.1.0
 */
public record AccessPolicy(Set<Permission> userPermissions, Set<Permission> agentPermissions,
		Set<Permission> starterPermissions, @Nullable String owner, Set<Permission> ownerPermissions,
		Set<String> allowedActors, Set<String> deniedActors, @Nullable String boundSession) {

	/**
	 * Everybody reads and executes; who started it may do everything.
	 */
	public static final AccessPolicy DEFAULT = of(Permission.of(Permission.READ, Permission.EXECUTE),
			Permission.of(Permission.READ, Permission.EXECUTE))
		.withStarterPermissions(Permission.FULL);

	/**
	 * Everybody may do everything.
	 */
	public static final AccessPolicy PUBLIC = of(Permission.FULL, Permission.FULL);

	/**
	 * Users may do everything, agents nothing.
	 */
	public static final AccessPolicy USER_ONLY = of(Permission.FULL, Permission.NONE);

	/**
	 * Users may do everything; agents may use it, and never see it.
	 */
	public static final AccessPolicy EXECUTE_ONLY = of(Permission.FULL, Permission.of(Permission.EXECUTE));

	/**
	 * Everybody reads.
	 */
	public static final AccessPolicy READ_ONLY = of(Permission.of(Permission.READ), Permission.of(Permission.READ));

	public AccessPolicy {
		userPermissions = copy(userPermissions);
		agentPermissions = copy(agentPermissions);
		starterPermissions = copy(starterPermissions);
		ownerPermissions = copy(ownerPermissions);
		if (owner != null) {
			NamespacePairs.checkOwner(owner);
		}
		allowedActors = checked(allowedActors);
		deniedActors = checked(deniedActors);
		if (boundSession != null && boundSession.isBlank()) {
			throw new IllegalArgumentException("'boundSession' must not be empty");
		}
	}

	/**
	 * A policy without owner, session and lists. Who started a computation may cancel it,
	 * run it again and remove it.
	 * @param userPermissions what users may do
	 * @param agentPermissions what agents may do
	 * @return the policy
	 */
	public static AccessPolicy of(Set<Permission> userPermissions, Set<Permission> agentPermissions) {
		return new AccessPolicy(userPermissions, agentPermissions, Permission.of(Permission.UPDATE, Permission.DELETE),
				null, Permission.FULL, Set.of(), Set.of(), null);
	}

	/**
	 * The same with other permissions of whoever starts it.
	 * @param permissions what starters may do besides
	 * @return a new policy
	 */
	public AccessPolicy withStarterPermissions(Set<Permission> permissions) {
		return new AccessPolicy(this.userPermissions, this.agentPermissions, permissions, this.owner,
				this.ownerPermissions, this.allowedActors, this.deniedActors, this.boundSession);
	}

	/**
	 * The same with an owner.
	 * @param owner who owns it, or {@code null}
	 * @return a new policy
	 */
	public AccessPolicy withOwner(@Nullable String owner) {
		return new AccessPolicy(this.userPermissions, this.agentPermissions, this.starterPermissions, owner,
				this.ownerPermissions, this.allowedActors, this.deniedActors, this.boundSession);
	}

	/**
	 * The same with other permissions of the owner.
	 * @param permissions what the owner may do
	 * @return a new policy
	 */
	public AccessPolicy withOwnerPermissions(Set<Permission> permissions) {
		return new AccessPolicy(this.userPermissions, this.agentPermissions, this.starterPermissions, this.owner,
				permissions, this.allowedActors, this.deniedActors, this.boundSession);
	}

	/**
	 * The same with another allow list.
	 * @param patterns {@code *}, or {@code user:} and {@code agent:} with an id in which
	 * {@code *} stands for any characters
	 * @return a new policy
	 */
	public AccessPolicy withAllowedActors(Set<String> patterns) {
		return new AccessPolicy(this.userPermissions, this.agentPermissions, this.starterPermissions, this.owner,
				this.ownerPermissions, patterns, this.deniedActors, this.boundSession);
	}

	/**
	 * The same with another deny list.
	 * @param patterns {@code *}, or {@code user:} and {@code agent:} with an id in which
	 * {@code *} stands for any characters
	 * @return a new policy
	 */
	public AccessPolicy withDeniedActors(Set<String> patterns) {
		return new AccessPolicy(this.userPermissions, this.agentPermissions, this.starterPermissions, this.owner,
				this.ownerPermissions, this.allowedActors, patterns, this.boundSession);
	}

	/**
	 * The same for one session.
	 * @param session the only session that it may be used in, or {@code null}
	 * @return a new policy
	 */
	public AccessPolicy withBoundSession(@Nullable String session) {
		return new AccessPolicy(this.userPermissions, this.agentPermissions, this.starterPermissions, this.owner,
				this.ownerPermissions, this.allowedActors, this.deniedActors, session);
	}

	/**
	 * Whether all users and agents may read and execute in an open namespace, so that
	 * nobody need be asked who he is.
	 * @return whether nothing in it tells actors apart for that
	 */
	public boolean isOpenToReaders() {
		Set<Permission> reader = DEFAULT.userPermissions;
		return this.boundSession == null && this.deniedActors.isEmpty() && this.userPermissions.containsAll(reader)
				&& this.agentPermissions.containsAll(reader) && this.ownerPermissions.containsAll(reader);
	}

	private static Set<Permission> copy(Set<Permission> permissions) {
		if (permissions.isEmpty()) {
			return Permission.NONE;
		}
		Permission[] all = permissions.toArray(Permission[]::new);
		return Permission.of(all[0], all);
	}

	private static Set<String> checked(Set<String> patterns) {
		Set<String> copy = new LinkedHashSet<>();
		patterns.forEach((pattern) -> copy.add(ActorPattern.check(pattern)));
		return Set.copyOf(copy);
	}

}
