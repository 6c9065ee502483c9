package io.refcache.access;

import java.util.Set;

import io.refcache.Actor;

/**
 * Decides what an actor may do. A bean of this type takes the place of the rules that
 * {@link AccessPolicy} describes.
 * <p>
 * <b>Threads.</b> It is asked by many at once. <b>Speed.</b> It is asked on every way to
 * a protected reference, hits included: it must not block. <b>Exceptions.</b> Any other
 * exception than its own counts as a refusal.
 *
 * @since 0.1.0
 */
public interface PermissionChecker {

	/**
	 * Whether an actor may do something, with the reason if not.
	 * @param actor who asks
	 * @param permission what for
	 * @param policy who may do what
	 * @param protection where the reference is, and who has to do with it
	 * @throws PermissionDeniedException if it may not
	 */
	void check(Actor actor, Permission permission, AccessPolicy policy, Protection protection);

	/**
	 * Whether an actor may do something.
	 * @param actor who asks
	 * @param permission what for
	 * @param policy who may do what
	 * @param protection where the reference is, and who has to do with it
	 * @return whether {@link #check} lets it pass
	 */
	default boolean hasPermission(Actor actor, Permission permission, AccessPolicy policy, Protection protection) {
		try {
			check(actor, permission, policy, protection);
			return true;
		}
		catch (PermissionDeniedException ex) {
			return false;
		}
	}

	/**
	 * All that an actor may do.
	 * @param actor who asks
	 * @param policy who may do what
	 * @param protection where the reference is, and who has to do with it
	 * @return exactly those that {@link #check} lets pass
	 */
	default Set<Permission> effectivePermissions(Actor actor, AccessPolicy policy, Protection protection) {
		Permission[] granted = Permission.FULL.stream()
			.filter((permission) -> hasPermission(actor, permission, policy, protection))
			.toArray(Permission[]::new);
		return (granted.length > 0) ? Permission.of(granted[0], granted) : Permission.NONE;
	}

	/**
	 * The rules that {@link AccessPolicy} describes.
	 * @return a checker without state
	 */
	static PermissionChecker create() {
		return PolicyPermissionChecker.INSTANCE;
	}

}
