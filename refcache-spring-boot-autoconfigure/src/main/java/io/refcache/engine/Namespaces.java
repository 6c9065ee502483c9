package io.refcache.engine;

import java.util.List;
import java.util.regex.Pattern;

import io.refcache.RefCacheConfigurationException;

/**
 * What a namespace may be. One that names an identity would have to be enforced; as long
 * as nothing does, it is refused instead of being served to everyone.
 */
public final class Namespaces {

	private static final List<String> IDENTITIES = List.of("user", "agent", "session", "org", "tenant");

	private static final Pattern IDENTITY = Pattern.compile("(?:^|:)(" + String.join("|", IDENTITIES) + "):");

	private Namespaces() {
	}

	/**
	 * Checks a namespace.
	 * @param namespace the namespace
	 * @return the same namespace
	 * @throws RefCacheConfigurationException if it cannot be used
	 */
	public static String check(String namespace) {
		if (namespace.isBlank()) {
			throw new RefCacheConfigurationException("'namespace' must not be empty", "Name one, or leave it out");
		}
		if (IDENTITY.matcher(namespace).find()) {
			throw new RefCacheConfigurationException(
					"Namespace '%s' names an identity, and access to it would not be checked".formatted(namespace),
					"Use a namespace without 'user:', 'agent:', 'session:', 'org:' and 'tenant:'");
		}
		if (namespace.contains("{")) {
			throw new RefCacheConfigurationException(
					"Namespace '%s' holds a placeholder that nothing fills in".formatted(namespace),
					"Use a namespace without '{...}'");
		}
		return namespace;
	}

}
