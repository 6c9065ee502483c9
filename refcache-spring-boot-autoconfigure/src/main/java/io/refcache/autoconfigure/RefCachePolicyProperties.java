package io.refcache.autoconfigure;

import java.util.Set;

import io.refcache.access.AccessPolicy;
import io.refcache.access.Permission;
import org.jspecify.annotations.Nullable;

/**
 * An access policy, {@code refcache.policies.<name>.*}.
 *
 * @since 0.1.0
 */
public class RefCachePolicyProperties {

	/**
	 * What users may do.
	 */
	private Set<Permission> userPermissions = Permission.FULL;

	/**
	 * What agents may do.
	 */
	private Set<Permission> agentPermissions = Permission.of(Permission.READ, Permission.EXECUTE);

	/**
	 * What whoever started the computation may do besides.
	 */
	private Set<Permission> starterPermissions = Permission.of(Permission.UPDATE, Permission.DELETE);

	/**
	 * Who owns what names no other owner, such as 'user:alice' or 'org:acme'.
	 */
	private @Nullable String owner;

	/**
	 * What the owner may do.
	 */
	private Set<Permission> ownerPermissions = Permission.FULL;

	/**
	 * Who may do everything: '*', or 'user:' or 'agent:' and an id, in which '*' stands
	 * for any characters.
	 */
	private Set<String> allowedActors = Set.of();

	/**
	 * Who may do nothing, with patterns as above.
	 */
	private Set<String> deniedActors = Set.of();

	/**
	 * The only session that it may be used in.
	 */
	private @Nullable String boundSession;

	public Set<Permission> getUserPermissions() {
		return this.userPermissions;
	}

	public void setUserPermissions(Set<Permission> userPermissions) {
		this.userPermissions = userPermissions;
	}

	public Set<Permission> getAgentPermissions() {
		return this.agentPermissions;
	}

	public void setAgentPermissions(Set<Permission> agentPermissions) {
		this.agentPermissions = agentPermissions;
	}

	public Set<Permission> getStarterPermissions() {
		return this.starterPermissions;
	}

	public void setStarterPermissions(Set<Permission> starterPermissions) {
		this.starterPermissions = starterPermissions;
	}

	public @Nullable String getOwner() {
		return this.owner;
	}

	public void setOwner(@Nullable String owner) {
		this.owner = AccessPolicy.DEFAULT.withOwner(owner).owner();
	}

	public Set<Permission> getOwnerPermissions() {
		return this.ownerPermissions;
	}

	public void setOwnerPermissions(Set<Permission> ownerPermissions) {
		this.ownerPermissions = ownerPermissions;
	}

	public Set<String> getAllowedActors() {
		return this.allowedActors;
	}

	public void setAllowedActors(Set<String> allowedActors) {
		this.allowedActors = AccessPolicy.DEFAULT.withAllowedActors(allowedActors).allowedActors();
	}

	public Set<String> getDeniedActors() {
		return this.deniedActors;
	}

	public void setDeniedActors(Set<String> deniedActors) {
		this.deniedActors = AccessPolicy.DEFAULT.withDeniedActors(deniedActors).deniedActors();
	}

	public @Nullable String getBoundSession() {
		return this.boundSession;
	}

	public void setBoundSession(@Nullable String boundSession) {
		this.boundSession = boundSession;
	}

	AccessPolicy toPolicy() {
		return new AccessPolicy(this.userPermissions, this.agentPermissions, this.starterPermissions, this.owner,
				this.ownerPermissions, this.allowedActors, this.deniedActors, this.boundSession);
	}

}
