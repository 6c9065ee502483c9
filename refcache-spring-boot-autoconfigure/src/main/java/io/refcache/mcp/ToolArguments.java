package io.refcache.mcp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of refcache's own tools. Agents are not always particular about types: a
 * text that is a number is one.
 */
final class ToolArguments {

	private final Map<String, Object> values;

	ToolArguments(@Nullable Map<String, Object> values) {
		this.values = (values != null) ? values : Map.of();
	}

	String text(String name) {
		String text = optionalText(name);
		if (text == null) {
			throw new WrongArgumentException("'%s' is missing".formatted(name));
		}
		return text;
	}

	@Nullable String optionalText(String name) {
		Object value = this.values.get(name);
		if (value == null || (value instanceof String text && text.isBlank())) {
			return null;
		}
		if (!(value instanceof String text)) {
			throw new WrongArgumentException("'%s' must be a text".formatted(name));
		}
		return text.strip();
	}

	@Nullable Integer number(String name) {
		Object value = this.values.get(name);
		if (value == null || "".equals(value)) {
			return null;
		}
		try {
			BigInteger number = new BigDecimal(value.toString().strip()).toBigIntegerExact();
			return number.min(BigInteger.valueOf(Integer.MAX_VALUE))
				.max(BigInteger.valueOf(Integer.MIN_VALUE))
				.intValue();
		}
		catch (ArithmeticException | NumberFormatException ex) {
			throw new WrongArgumentException("'%s' (%s) must be a whole number".formatted(name, shortened(value)));
		}
	}

	boolean flag(String name) {
		Object value = this.values.get(name);
		if (value == null || value.equals(false) || "false".equals(value) || "".equals(value)) {
			return false;
		}
		if (value.equals(true) || "true".equals(value)) {
			return true;
		}
		throw new WrongArgumentException("'%s' must be true or false".formatted(name));
	}

	private static String shortened(Object value) {
		String text = value.toString();
		return (text.length() <= 20) ? text : text.substring(0, 20) + "...";
	}

}
