package io.refcache.access;

import io.refcache.Actor;

/**
 * A refusal with its reason. It is for logs and audits: who is refused is told no more
 * than that there is nothing.
 *
 * @since 0.1.0
 */
public class PermissionDeniedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Actor actor;

	private final Permission permission;

	private final Reason reason;

	private final String namespace;

	public PermissionDeniedException(Actor actor, Permission permission, Reason reason, String namespace) {
		super("%s lacks %s in namespace '%s' (%s)".formatted(actor, permission, namespace, reason.text()), null, false,
				false);
		this.actor = actor;
		this.permission = permission;
		this.reason = reason;
		this.namespace = namespace;
	}

	/**
	 * Who was refused.
	 * @return the actor
	 */
	public Actor getActor() {
		return this.actor;
	}

	/**
	 * What was refused.
	 * @return the permission
	 */
	public Permission getPermission() {
		return this.permission;
	}

	/**
	 * Why.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * Where.
	 * @return the namespace of the reference
	 */
	public String getNamespace() {
		return this.namespace;
	}

	/**
	 * Why an actor is refused.
	 *
	 * @since 0.1.0
	 */
	public enum Reason {

		/**
		 * It is on the deny list.
		 */
		EXPLICIT_DENY,

		/**
		 * It is not in the session that the reference is bound to.
		 */
		SESSION_MISMATCH,

		/**
		 * It is not whom the namespace names.
		 */
		NAMESPACE_OWNERSHIP,

		/**
		 * Its permissions as the owner do not suffice.
		 */
		OWNER_INSUFFICIENT,

		/**
		 * What users, or agents, may do does not suffice.
		 */
		ROLE_INSUFFICIENT;

		/**
		 * The reason as audits write it.
		 * @return the name in lower case
		 */
		public String text() {
			return switch (this) {
				case EXPLICIT_DENY -> "explicit_deny";
				case SESSION_MISMATCH -> "session_mismatch";
				case NAMESPACE_OWNERSHIP -> "namespace_ownership";
				case OWNER_INSUFFICIENT -> "owner_insufficient";
				case ROLE_INSUFFICIENT -> "role_insufficient";
			};
		}

	}

}
