package io.refcache.jackson;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON that the mapper wrote into lists, maps, texts, numbers and truth values,
 * which are written as the same JSON again. A text that ends early is read up to there.
 */
final class JsonData {

	/** Deeper than any mapper writes by default, and no danger for the stack. */
	private static final int MAX_DEPTH = 1000;

	/**
	 * Longer numbers are kept as text: to parse them takes the square of their length.
	 */
	private static final int MAX_DIGITS = 1000;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_DEPTH)
			.maxNameLength(Integer.MAX_VALUE)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.build())
		.build();

	private final JsonParser parser;

	private boolean ended;

	private JsonData(JsonParser parser) {
		this.parser = parser;
	}

	static @Nullable Object read(String json) {
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
			JsonData data = new JsonData(parser);
			return data.value(data.next());
		}
	}

	/**
	 * The beginning of a text, up to where it makes sense.
	 * @param json the text
	 * @param length how many characters at most
	 */
	static String head(String json, int length) {
		if (json.length() <= length) {
			return json;
		}
		int complete = 1;
		boolean quoted = false;
		int index = 0;
		while (index < length) {
			char character = json.charAt(index);
			if (quoted && character == '\\') {
				int escape = (json.charAt(index + 1) == 'u') ? 6 : 2;
				if (index + escape > length) {
					break;
				}
				index += escape - 1;
			}
			else if (character == '"') {
				quoted = !quoted;
				complete = quoted ? complete : index + 1;
			}
			else if (!quoted && ",]}".indexOf(character) >= 0) {
				complete = (character == ',') ? index : index + 1;
			}
			index++;
		}
		if (!quoted) {
			return json.substring(0, complete);
		}
		int end = Character.isHighSurrogate(json.charAt(index - 1)) ? index - 1 : index;
		return json.substring(0, end) + "...\"";
	}

	private @Nullable JsonToken next() {
		if (this.ended) {
			return null;
		}
		try {
			return this.parser.nextToken();
		}
		catch (StreamReadException ex) {
			this.ended = true;
			return null;
		}
	}

	private @Nullable Object value(@Nullable JsonToken token) {
		if (token == null) {
			return null;
		}
		return switch (token) {
			case START_ARRAY -> list();
			case START_OBJECT -> map();
			case VALUE_STRING -> this.parser.getString();
			case VALUE_NUMBER_INT -> integer();
			case VALUE_NUMBER_FLOAT -> decimal();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			default -> null;
		};
	}

	private List<@Nullable Object> list() {
		List<@Nullable Object> list = new ArrayList<>();
		JsonToken token = next();
		while (token != null && token != JsonToken.END_ARRAY) {
			list.add(value(token));
			token = next();
		}
		return Collections.unmodifiableList(list);
	}

	private Map<String, @Nullable Object> map() {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		while (next() == JsonToken.PROPERTY_NAME) {
			String name = this.parser.currentName();
			JsonToken token = next();
			if (token != null) {
				map.put(name, value(token));
			}
		}
		return Collections.unmodifiableMap(map);
	}

	private Object integer() {
		return (this.parser.getStringLength() <= MAX_DIGITS) ? this.parser.getNumberValue() : this.parser.getString();
	}

	private Object decimal() {
		String text = this.parser.getString();
		if (text.length() > MAX_DIGITS) {
			return text;
		}
		double number = Double.parseDouble(text);
		return Double.toString(number).equals(text) ? number : new BigDecimal(text);
	}

}
