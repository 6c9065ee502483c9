package io.refcache.autoconfigure;

import io.refcache.store.RefId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * The name of the cache: the configured one, or what can be made of the application's.
 */
final class CacheNames {

	private CacheNames() {
	}

	static String choose(@Nullable String configured, @Nullable String applicationName) {
		if (configured != null) {
			if (!RefId.isName(configured)) {
				throw new InvalidConfigurationPropertyValueException("refcache.name", configured,
						"It must be a letter followed by letters, digits, '_' and '-', "
								+ "for it is the first part of each reference.");
			}
			return configured;
		}
		String sanitised = StringUtils.hasText(applicationName) ? sanitise(applicationName) : "";
		return sanitised.isEmpty() ? "default" : sanitised;
	}

	private static String sanitise(String name) {
		return name.strip().replaceAll("[^a-zA-Z0-9_-]+", "-").replaceAll("^[^a-zA-Z]+", "").replaceAll("-+$", "");
	}

}
