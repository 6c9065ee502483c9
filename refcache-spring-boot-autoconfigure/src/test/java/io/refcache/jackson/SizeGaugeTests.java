package io.refcache.jackson;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.refcache.preview.SizeMeasurer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Sizes of texts that are written in pieces.
 */
class SizeGaugeTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 5, SizeGauge.PIECE - 1, SizeGauge.PIECE, SizeGauge.PIECE + 1, 8 * SizeGauge.PIECE,
			8 * SizeGauge.PIECE + 1, 1_000_003, 5_000_000 })
	void sizesThatFollowTheLengthAreExact(int length) {
		assertThat(write(SizeMeasurer.characters(), "a".repeat(length)).size()).isEqualTo(length);
		assertThat(write(SizeMeasurer.estimatedTokens(), "a".repeat(length)).size()).isEqualTo((length + 3) / 4);
	}

	@Test
	void bytesAreThoseOfUtf8() {
		String text = "aä€😀".repeat(10_000);

		assertThat(write(SizeMeasurer.characters(), text).bytes())
			.isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
	}

	@Test
	void surrogatesAreMeasuredTogether() {
		SizeMeasurer whole = (json) -> {
			assertThat(Character.isLowSurrogate(json.charAt(0))).isFalse();
			assertThat(Character.isHighSurrogate(json.charAt(json.length() - 1))).isFalse();
			return json.length();
		};

		assertThat(write(whole, "x" + "😀".repeat(40_000)).size()).isEqualTo(80_001);
	}

	@Test
	void writingEndsAtTheLimit() {
		SizeGauge gauge = new SizeGauge(SizeMeasurer.characters(), 10);
		gauge.write("12345678".toCharArray(), 0, 8);

		assertThatThrownBy(() -> gauge.write("9ab".toCharArray(), 0, 3)).hasMessageContaining("longer than it may be");

		assertThat(gauge.isFull()).isTrue();
		gauge.write("more".toCharArray(), 0, 4);
		assertThat(gauge.size()).isEqualTo(10);
	}

	private static SizeGauge write(SizeMeasurer measurer, String text) {
		SizeGauge gauge = new SizeGauge(measurer, Long.MAX_VALUE);
		Random random = new Random(1);
		char[] characters = text.toCharArray();
		for (int from = 0; from < characters.length;) {
			int part = Math.min(characters.length - from, 1 + random.nextInt(20_000));
			gauge.write(characters, from, part);
			from += part;
		}
		return gauge;
	}

}
