package io.refcache.store;

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

}
