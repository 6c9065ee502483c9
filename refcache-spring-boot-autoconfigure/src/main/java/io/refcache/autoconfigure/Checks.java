package io.refcache.autoconfigure;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.lang.Contract;
import org.springframework.util.unit.DataSize;

/**
 * What values of properties must be. Whoever binds them names the property.
 */
final class Checks {

	private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[a-zA-Z0-9._~-]+)+");

	/**
	 * Names of tools have up to 64 characters, and the longest of ours has 17.
	 */
	private static final Pattern TOOL_PREFIX = Pattern.compile("[a-zA-Z0-9_-]{0,40}");

	private Checks() {
	}

	static int atLeast(int least, int value) {
		if (value < least) {
			throw new IllegalArgumentException("It must be at least " + least);
		}
		return value;
	}

	static Duration positive(Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new IllegalArgumentException("It must be more than zero");
		}
		return value;
	}

	static DataSize positive(DataSize value) {
		if (value.toBytes() < 1) {
			throw new IllegalArgumentException("It must be more than zero");
		}
		return value;
	}

	static int between(int least, int most, int value) {
		if (value < least || value > most) {
			throw new IllegalArgumentException("It must be from %d to %d".formatted(least, most));
		}
		return value;
	}

	@Contract("null -> null; !null -> !null")
	static @Nullable Duration positiveOrNone(@Nullable Duration value) {
		return (value != null) ? positive(value) : null;
	}

	@Contract("null -> null; !null -> !null")
	static @Nullable Duration notNegative(@Nullable Duration value) {
		if (value != null && value.isNegative()) {
			throw new IllegalArgumentException("It must not be negative");
		}
		return value;
	}

	/** Conditions know no other words, such as {@code off}. */
	static void trueOrFalse(@Nullable String value, String property) {
		if (value != null && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
			throw new InvalidConfigurationPropertyValueException(property, value, "It must be 'true' or 'false'.");
		}
	}

	static String toolPrefix(String value) {
		if (!TOOL_PREFIX.matcher(value).matches()) {
			throw new IllegalArgumentException("It must hold up to 40 letters, digits, '_' and '-' only");
		}
		return value;
	}

	static String path(String value) {
		if (!PATH.matcher(value).matches()) {
			throw new IllegalArgumentException(
					"It must be a path as in '/refcache': it starts with '/', does not end with it, "
							+ "and holds letters, digits, '.', '_', '~' and '-' only");
		}
		return value;
	}

}
