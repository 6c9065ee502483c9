package io.refcache.jackson;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.IntFunction;

import io.refcache.jackson.JsonTexts.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The elements of a list, an array or a set, or the entries of a map, by their number.
 */
final class Elements {

	private final int count;

	private final boolean named;

	private final IntFunction<@Nullable Object> element;

	private Elements(int count, boolean named, IntFunction<@Nullable Object> element) {
		this.count = count;
		this.named = named;
		this.element = element;
	}

	/**
	 * The elements of a value.
	 * @return the elements; {@code null} if it has none of its own
	 */
	static @Nullable Elements of(@Nullable Object value) {
		if (value instanceof List<?> list && list instanceof RandomAccess) {
			return new Elements(list.size(), false, list::get);
		}
		if (value instanceof ArrayNode array) {
			return new Elements(array.size(), false, array::get);
		}
		if (value instanceof Collection<?> collection) {
			return indexed(collection.toArray(), false);
		}
		if (value instanceof Map<?, ?> map) {
			return indexed(map.entrySet().toArray(), true);
		}
		if (value instanceof ObjectNode object) {
			return indexed(object.properties().toArray(), true);
		}
		if (value == null || opening(value) != '[') {
			return null;
		}
		return new Elements(Array.getLength(value), false, (index) -> Array.get(value, index));
	}

	/**
	 * The bracket that the JSON of a value with elements begins with.
	 * @return the bracket; 0 for a value without
	 */
	static char opening(Object value) {
		if (value instanceof Map<?, ?> || value instanceof ObjectNode) {
			return '{';
		}
		boolean array = value.getClass().isArray() && !(value instanceof byte[]) && !(value instanceof char[]);
		return (array || value instanceof Collection<?> || value instanceof ArrayNode) ? '[' : 0;
	}

	private static Elements indexed(@Nullable Object[] index, boolean named) {
		return new Elements(index.length, named, (position) -> index[position]);
	}

	int count() {
		return this.count;
	}

	/**
	 * The text of an element, or of an entry with its name.
	 */
	Text text(int index, JsonTexts texts) {
		Object found = this.element.apply(index);
		if (!this.named || !(found instanceof Map.Entry<?, ?> entry)) {
			return texts.text(found);
		}
		Text text = texts.text(Collections.singletonMap(entry.getKey(), entry.getValue()));
		return new Text(inner(text.json()), text.cut());
	}

	/**
	 * The text of a value with these elements.
	 */
	String join(List<String> elements) {
		// An entry that is not written, such as one without a value, leaves no comma.
		String joined = String.join(",", elements.stream().filter((element) -> !element.isEmpty()).toList());
		return this.named ? "{" + joined + "}" : "[" + joined + "]";
	}

	/**
	 * The text within the brackets.
	 */
	String inner(String joined) {
		return joined.substring(1, joined.length() - 1);
	}

}
