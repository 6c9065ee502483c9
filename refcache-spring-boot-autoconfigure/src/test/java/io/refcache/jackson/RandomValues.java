package io.refcache.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Values of all shapes that JSON knows, large and small, the same for the same seed.
 */
final class RandomValues {

	private final Random random;

	RandomValues(long seed) {
		this.random = new Random(seed);
	}

	int number(int least, int bound) {
		return least + this.random.nextInt(bound - least);
	}

	@Nullable Object value() {
		return value(number(0, 5));
	}

	private @Nullable Object value(int levels) {
		if (levels == 0) {
			return scalar();
		}
		return switch (number(0, 8)) {
			case 0, 1 -> list(levels, new ArrayList<>());
			case 2 -> list(levels, new LinkedList<>());
			case 3 -> new LinkedHashSet<>(list(levels, new ArrayList<>()));
			case 4 -> list(levels, new ArrayList<>()).toArray();
			case 5, 6 -> map(levels);
			default -> new Report(text(), value(levels - 1), list(levels, new ArrayList<>()), this.random.nextLong());
		};
	}

	private List<@Nullable Object> list(int levels, List<@Nullable Object> list) {
		int size = size();
		for (int i = 0; i < size; i++) {
			list.add(value(number(0, levels)));
		}
		return list;
	}

	private Map<String, @Nullable Object> map(int levels) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		int size = size();
		for (int i = 0; i < size; i++) {
			map.put(text(), value(number(0, levels)));
		}
		return map;
	}

	private int size() {
		return switch (number(0, 10)) {
			case 0 -> 0;
			case 1 -> 1;
			case 2 -> number(20, 60);
			default -> number(2, 8);
		};
	}

	private @Nullable Object scalar() {
		return switch (number(0, 10)) {
			case 0 -> null;
			case 1 -> this.random.nextBoolean();
			case 2 -> this.random.nextDouble() * Math.pow(10, number(-20, 20));
			case 3 -> this.random.nextFloat();
			case 4 -> new BigInteger(number(1, 500), this.random);
			case 5 -> new BigDecimal(new BigInteger(number(1, 200), this.random), number(-30, 30));
			case 6 -> this.random.nextInt();
			default -> text();
		};
	}

	String text() {
		int length = (number(0, 8) == 0) ? number(50, 400) : number(0, 12);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			switch (number(0, 12)) {
				case 0 -> text.appendCodePoint(number(0x1F600, 0x1F640));
				case 1 -> text.append((char) number(0, 0x20));
				case 2 -> text.append((char) number(0x80, 0x900));
				case 3 -> text.append("\"\\,]}{[:".charAt(number(0, 8)));
				default -> text.append((char) number('a', 'z' + 1));
			}
		}
		return text.toString();
	}

	/**
	 * An object with properties.
	 *
	 * @param title a text
	 * @param body anything
	 * @param rows a list
	 * @param number a number
	 */
	record Report(String title, @Nullable Object body, List<@Nullable Object> rows, long number) {

	}

}
