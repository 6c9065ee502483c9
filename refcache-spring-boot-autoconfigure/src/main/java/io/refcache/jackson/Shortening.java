package io.refcache.jackson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Shortens JSON-like data by one measure for all that is in it. The larger the scale, the
 * more is left: one more character of each text for one, one more property of each
 * object, but fewer elements of lists and fewer levels.
 */
final class Shortening {

	/** What stands for the rest of a text. */
	static final String MORE = "...";

	/** Beyond it, nothing is shortened that a machine could hold. */
	static final int MAX_SCALE = 1 << 28;

	private static final int PER_ELEMENT = 8;

	private static final int PER_LEVEL = 4;

	private static final int MIN_NAME = 4;

	private static final int MIN_NUMBER = 24;

	private final int scale;

	private Shortening(int scale) {
		this.scale = scale;
	}

	/**
	 * Data that is shorter, or the same.
	 * @param data the data
	 * @param scale 0 for as short as it gets without being empty
	 */
	static @Nullable Object shorten(@Nullable Object data, int scale) {
		return new Shortening(scale).apply(data, 1 + scale / PER_LEVEL);
	}

	/**
	 * The beginning of a text, which is not empty if the text is not, and cuts no pair of
	 * surrogates.
	 */
	static String prefix(String text, int length) {
		if (text.length() <= length + MORE.length()) {
			return text;
		}
		return text.substring(0, boundary(text, length)) + MORE;
	}

	private static int boundary(String text, int length) {
		if (!Character.isHighSurrogate(text.charAt(length - 1)) || !Character.isLowSurrogate(text.charAt(length))) {
			return length;
		}
		return (length > 1) ? length - 1 : length + 1;
	}

	/**
	 * Indices that are evenly spaced, from the first to the last.
	 * @param size number of elements
	 * @param count how many of them
	 */
	static int[] evenly(int size, int count) {
		int[] indices = new int[Math.min(size, count)];
		for (int i = 0; i < indices.length; i++) {
			if (indices.length == size) {
				indices[i] = i;
			}
			else {
				indices[i] = (indices.length == 1) ? 0 : (int) Math.rint(i * (size - 1.0) / (indices.length - 1));
			}
		}
		return indices;
	}

	private @Nullable Object apply(@Nullable Object data, int levels) {
		if (data instanceof String text) {
			return prefix(text, characters(1));
		}
		if (data instanceof Number number) {
			String text = number.toString();
			return (text.length() <= characters(MIN_NUMBER)) ? number : prefix(text, characters(1));
		}
		if (data instanceof List<?> list) {
			return list(list, levels);
		}
		return (data instanceof Map<?, ?> map) ? map(map, levels) : data;
	}

	private List<@Nullable Object> list(List<?> list, int levels) {
		List<@Nullable Object> result = new ArrayList<>();
		for (int index : evenly(list.size(), most(levels, PER_ELEMENT))) {
			result.add(apply(list.get(index), levels - 1));
		}
		return Collections.unmodifiableList(result);
	}

	private Map<String, @Nullable Object> map(Map<?, ?> map, int levels) {
		Map<String, @Nullable Object> result = new LinkedHashMap<>();
		int[] indices = evenly(map.size(), most(levels, 1));
		int position = 0;
		int taken = 0;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			if (taken < indices.length && position == indices[taken]) {
				String name = prefix(String.valueOf(entry.getKey()), characters(MIN_NAME));
				result.putIfAbsent(name, apply(entry.getValue(), levels - 1));
				taken++;
			}
			position++;
		}
		return Collections.unmodifiableMap(result);
	}

	private int most(int levels, int share) {
		return (levels > 0) ? Math.max(1, this.scale / share) : 0;
	}

	private int characters(int least) {
		return least + this.scale;
	}

}
