package io.refcache.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.lang.Contract;

/**
 * What values of properties must be. The failure report names the property.
 */
final class Checks {

	private Checks() {
	}

	static int atLeast(int least, int value, String property) {
		if (value < least) {
			throw new InvalidConfigurationPropertyValueException(property, value, "It must be at least " + least + ".");
		}
		return value;
	}

	static Duration positive(Duration value, String property) {
		if (value.isZero() || value.isNegative()) {
			throw new InvalidConfigurationPropertyValueException(property, value, "It must be more than zero.");
		}
		return value;
	}

	@Contract("null, _ -> null; !null, _ -> !null")
	static @Nullable Duration notNegative(@Nullable Duration value, String property) {
		if (value != null && value.isNegative()) {
			throw new InvalidConfigurationPropertyValueException(property, value, "It must not be negative.");
		}
		return value;
	}

	static String path(String value, String property) {
		if (!value.startsWith("/") || value.length() < 2 || value.endsWith("/") || value.contains("{")) {
			throw new InvalidConfigurationPropertyValueException(property, value,
					"It must start with '/', name a path, not end with '/', and hold no '{'.");
		}
		return value;
	}

}
