package io.refcache.aop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.refcache.Ref;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values as they are compared in keys.
 */
class DeepValuesTests {

	@Test
	void recordOfTextsAndNumbersIsComparedAsItIs() {
		Flat record = new Flat(1, "text", BigDecimal.TEN, Instant.EPOCH);

		assertThat(new DeepValues().of(record)).isSameAs(record);
	}

	@Test
	void recordOfArraysIsComparedByTheirContent() {
		assertThat(deep(new Deep(new int[] { 1 }, List.of()))).isEqualTo(deep(new Deep(new int[] { 1 }, List.of())))
			.isNotEqualTo(deep(new Deep(new int[] { 2 }, List.of())));
	}

	@Test
	void recordOfListsDoesNotChangeWithThem() {
		List<String> lines = Arrays.asList("one", "two");
		Object before = deep(new Deep(new int[0], lines));
		lines.set(0, "changed");

		assertThat(before).isEqualTo(deep(new Deep(new int[0], List.of("one", "two"))));
	}

	@Test
	void whatIsComparableStaysSo() {
		List<Object> values = List.of(new Deep(new int[] { 1 }, List.of("one")), new int[] { 2 }, Ref.of("a"));

		assertThat(deep(deep(values))).isEqualTo(deep(values));
	}

	@Test
	void referenceIsNoValue() {
		assertThat(deep(Ref.of("a"))).isNotEqualTo("a").isEqualTo(deep(Ref.of("a")));
	}

	private static Object deep(Object value) {
		return new DeepValues().of(value);
	}

	record Flat(int number, String text, BigDecimal amount, Instant time) {

	}

	record Deep(int[] numbers, List<String> lines) {

	}

}
