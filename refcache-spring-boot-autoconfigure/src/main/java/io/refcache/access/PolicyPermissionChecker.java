package io.refcache.access;

import java.util.Set;

import io.refcache.Actor;
import io.refcache.access.PermissionDeniedException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Applies the rules of {@link AccessPolicy}, in their order.
 */
final class PolicyPermissionChecker implements PermissionChecker {

	static final PolicyPermissionChecker INSTANCE = new PolicyPermissionChecker();

	private PolicyPermissionChecker() {
	}

	@Override
	public void check(Actor actor, Permission permission, AccessPolicy policy, Protection protection) {
		Reason reason = refusal(actor, permission, policy, protection);
		if (reason != null) {
			throw new PermissionDeniedException(actor, permission, reason, protection.namespace());
		}
	}

	@Override
	public boolean hasPermission(Actor actor, Permission permission, AccessPolicy policy, Protection protection) {
		return refusal(actor, permission, policy, protection) == null;
	}

	private static @Nullable Reason refusal(Actor actor, Permission permission, AccessPolicy policy,
			Protection protection) {
		if (actor.isSystem()) {
			return null;
		}
		for (String pattern : policy.deniedActors()) {
			if (ActorPattern.denies(pattern, actor)) {
				return Reason.EXPLICIT_DENY;
			}
		}
		String session = (protection.session() != null) ? protection.session() : policy.boundSession();
		if (session != null && !session.equals(actor.session())) {
			return Reason.SESSION_MISMATCH;
		}
		if (!protection.pairs().matches(actor)) {
			return Reason.NAMESPACE_OWNERSHIP;
		}
		for (String pattern : policy.allowedActors()) {
			if (ActorPattern.allows(pattern, actor)) {
				return null;
			}
		}
		String owner = (protection.owner() != null) ? protection.owner() : policy.owner();
		if (owner != null && NamespacePairs.of(owner).matches(actor)) {
			return policy.ownerPermissions().contains(permission) ? null : Reason.OWNER_INSUFFICIENT;
		}
		Actor starter = protection.starter();
		if (starter != null && policy.starterPermissions().contains(permission)
				&& (starter.isSameAs(actor) || (permission == Permission.UPDATE && areNobody(starter, actor)))) {
			return null;
		}
		Set<Permission> role = (actor.type() == Actor.Type.AGENT) ? policy.agentPermissions()
				: policy.userPermissions();
		return role.contains(permission) ? null : Reason.ROLE_INSUFFICIENT;
	}

	/**
	 * Whoever holds the reference of a task that nobody in particular started may cancel
	 * it.
	 */
	private static boolean areNobody(Actor starter, Actor actor) {
		return starter.type() == actor.type() && starter.isAnonymous() && starter.session() == null
				&& actor.isAnonymous() && actor.session() == null;
	}

}
