package io.refcache.store;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefIdTests {

	@Test
	void textHasAllDigitsOfBothHalves() {
		assertThat(new RefId("reports", 1, 0x0123456789abcdefL))
			.hasToString("reports:00000000000000010123456789abcdef");
		assertThat(new RefId("r", -1, 0)).hasToString("r:ffffffffffffffff0000000000000000");
	}

	@Test
	void textIsReadAsTheSameId() {
		RefId id = new RefId("reports", 0x8000000000000001L, 0xfedcba9876543210L);
		assertThat(RefId.parse("reports", id.toString())).isEqualTo(id);
	}

	@Test
	void idIsTheSameWhetherItsTextWasAskedForOrNot() {
		for (String name : List.of("r", "reports", "a".repeat(40))) {
			RefId id = new RefId(name, 1, 2);
			RefId asked = new RefId(name, 1, 2);
			assertThat(asked.newText()).isNotSameAs(asked.newText()).isEqualTo(asked.toString());
			assertThat(asked.toString()).isSameAs(asked.toString()).isSameAs(asked.newText());

			assertThat(asked).isEqualTo(id).hasSameHashCodeAs(id).isEqualByComparingTo(id);
			assertThat(id).isEqualTo(asked).isEqualByComparingTo(asked);
			for (String other : List.of("R", "report", name + "s", "b".repeat(name.length()))) {
				assertThat(asked).isNotEqualTo(new RefId(other, 1, 2));
				assertThat(new RefId(other, 1, 2)).isNotEqualTo(asked);
			}
		}
	}

	@Test
	void orderIsThatOfTheTexts() {
		long[] halves = { 0, 1, 0xffL, Long.MAX_VALUE, Long.MIN_VALUE, -1 };
		List<RefId> ids = new ArrayList<>();
		for (String name : List.of("a", "a-b", "aa", "B")) {
			for (long high : halves) {
				for (long low : halves) {
					ids.add(new RefId(name, high, low));
				}
			}
		}
		for (RefId one : ids) {
			for (RefId other : ids) {
				assertThat(Integer.signum(one.compareTo(other))).as("%s and %s", one, other)
					.isEqualTo(Integer.signum(one.toString().compareTo(other.toString())));
			}
		}
	}

}
