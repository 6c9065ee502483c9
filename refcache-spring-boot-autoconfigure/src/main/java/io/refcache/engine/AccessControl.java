package io.refcache.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.refcache.Actor;
import io.refcache.RefCacheConfigurationException;
import io.refcache.access.AccessDenialListener;
import io.refcache.access.AccessPolicy;
import io.refcache.access.ContextValues;
import io.refcache.access.NamespacePairs;
import io.refcache.access.Permission;
import io.refcache.access.PermissionChecker;
import io.refcache.access.PermissionDeniedException.Reason;
import io.refcache.access.PermissionDeniedException;
import io.refcache.access.Protection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Applies policies to actors. Whatever goes wrong on the way is a refusal.
 */
final class AccessControl {

	private static final Log logger = LogFactory.getLog(AccessControl.class);

	private final Map<String, AccessPolicy> policies;

	private final PermissionChecker checker;

	private final ContextValues values;

	private final List<AccessDenialListener> listeners;

	AccessControl(Map<String, AccessPolicy> policies, PermissionChecker checker, ContextValues values,
			List<AccessDenialListener> listeners) {
		this.policies = Map.copyOf(policies);
		this.checker = checker;
		this.values = values;
		this.listeners = List.copyOf(listeners);
	}

	/**
	 * Rules for what names a policy, a namespace and an owner.
	 * @throws RefCacheConfigurationException if there is no such policy, or a name cannot
	 * be one
	 */
	AccessRules rules(@Nullable String policy, String namespace, @Nullable String owner, boolean sessionScoped) {
		String name = (policy != null && !policy.isEmpty()) ? policy : Protection.DEFAULT_POLICY;
		AccessPolicy known = this.policies.get(name);
		if (known == null) {
			throw new RefCacheConfigurationException("There is no access policy '%s'".formatted(name),
					"Declare an AccessPolicy bean of that name, or set refcache.policies.%s.*; there are %s"
						.formatted(name, this.policies.keySet().stream().sorted().toList()));
		}
		if (namespace.isBlank()) {
			throw new RefCacheConfigurationException("'namespace' must not be empty", "Name one, or leave it out");
		}
		try {
			AccessRules rules = new AccessRules(name, known, Template.parse(namespace), Template.parseIfSet(owner),
					sessionScoped, this.values, this.checker == PermissionChecker.create());
			checkPlaceholders(rules);
			return rules;
		}
		catch (IllegalArgumentException ex) {
			throw new RefCacheConfigurationException(Objects.requireNonNull(ex.getMessage()),
					"Use a namespace such as 'reports', 'user:{user_id}' or 'org:{org_id}:reports', and an owner such as 'user:{user_id}'");
		}
	}

	private void checkPlaceholders(AccessRules rules) {
		for (String placeholder : rules.placeholders()) {
			if (!this.values.names().contains(placeholder)) {
				throw new RefCacheConfigurationException("Nothing gives {%s} a value".formatted(placeholder),
						"Use one of %s, or declare a ContextValues bean that names it"
							.formatted(this.values.names().stream().sorted().toList()));
			}
		}
	}

	/**
	 * Whether an actor may do something. Not to be allowed is no event here.
	 */
	boolean may(Actor actor, Permission permission, Protection protection) {
		try {
			return this.checker.hasPermission(actor, permission, policy(protection), protection);
		}
		catch (RuntimeException ex) {
			logger.warn("The permission checker failed, which is a refusal", ex);
			return false;
		}
	}

	/**
	 * Whether an actor may do what it asks for; if not, that is logged and audited.
	 * @param subject the reference, or the name of what is called
	 */
	boolean allows(Actor actor, Permission permission, Protection protection, String subject) {
		try {
			this.checker.check(actor, permission, policy(protection), protection);
			return true;
		}
		catch (PermissionDeniedException ex) {
			tell(ex, subject);
		}
		catch (RuntimeException ex) {
			logger.warn("The permission checker failed, which is a refusal", ex);
			tell(new PermissionDeniedException(actor, permission, Reason.ROLE_INSUFFICIENT, protection.namespace()),
					subject);
		}
		return false;
	}

	/**
	 * Whether what is guarded belongs to an actor.
	 */
	boolean owns(Actor actor, Protection protection) {
		String owner = (protection.owner() != null) ? protection.owner() : policy(protection).owner();
		return owner != null && NamespacePairs.of(owner).matches(actor);
	}

	/** A policy that is gone protects better than none. */
	private AccessPolicy policy(Protection protection) {
		AccessPolicy policy = this.policies.get(protection.policy());
		return (policy != null) ? policy : AccessPolicy.of(Permission.NONE, Permission.NONE);
	}

	private void tell(PermissionDeniedException denial, String subject) {
		if (logger.isDebugEnabled()) {
			logger.debug("Refused '%s': %s".formatted(subject, denial.getMessage()));
		}
		for (AccessDenialListener listener : this.listeners) {
			try {
				listener.denied(denial, subject);
			}
			catch (RuntimeException ex) {
				logger.warn("An access listener failed", ex);
			}
		}
	}

}
