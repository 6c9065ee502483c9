package io.refcache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.refcache.access.NamespacePairs;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders such as <code>{user_id}</code>, parsed once.
 */
final class Template {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

	private final String text;

	private final List<String> literals;

	private final List<String> placeholders;

	private Template(String text, List<String> literals, List<String> placeholders) {
		this.text = text;
		this.literals = literals;
		this.placeholders = placeholders;
	}

	/**
	 * Parses a text.
	 * @throws IllegalArgumentException if it holds braces that are no placeholder
	 */
	static Template parse(String text) {
		List<String> literals = new ArrayList<>();
		List<String> placeholders = new ArrayList<>();
		Matcher matcher = PLACEHOLDER.matcher(text);
		int end = 0;
		while (matcher.find()) {
			literals.add(text.substring(end, matcher.start()));
			placeholders.add(matcher.group(1));
			end = matcher.end();
		}
		literals.add(text.substring(end));
		for (String literal : literals) {
			if (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0) {
				throw new IllegalArgumentException(
						"'%s' holds a brace that belongs to no placeholder: write {name}".formatted(text));
			}
		}
		return new Template(text, List.copyOf(literals), List.copyOf(placeholders));
	}

	boolean isConstant() {
		return this.placeholders.isEmpty();
	}

	/**
	 * The names of its placeholders, without braces.
	 */
	List<String> placeholders() {
		return this.placeholders;
	}

	/**
	 * Fills the placeholders in. A value cannot make parts of its own: it is encoded.
	 * @param values the value of each placeholder
	 */
	String expand(Function<String, String> values) {
		if (isConstant()) {
			return this.text;
		}
		StringBuilder expanded = new StringBuilder(this.literals.get(0));
		for (int i = 0; i < this.placeholders.size(); i++) {
			expanded.append(NamespacePairs.encode(values.apply(this.placeholders.get(i))))
				.append(this.literals.get(i + 1));
		}
		return expanded.toString();
	}

	static @Nullable Template parseIfSet(@Nullable String text) {
		return (text != null && !text.isEmpty()) ? parse(text) : null;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
