package io.refcache.tokens;

import java.util.List;
import java.util.stream.IntStream;

import io.refcache.jackson.PreviewGenerators;
import io.refcache.preview.MeasuredValue;
import io.refcache.preview.Preview;
import io.refcache.preview.PreviewStrategy;
import io.refcache.preview.SizeMeasurer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sizes in tokens, counted.
 */
class TokenMeasurerTests {

	private final TokenMeasurer measurer = new TokenMeasurer();

	@Test
	void tokensAreCounted() {
		assertThat(this.measurer.measure("")).isZero();
		assertThat(this.measurer.measure("hello world")).isEqualTo(2);
		assertThat(this.measurer.measure("{\"a\":1}")).isEqualTo(5);
	}

	@Test
	void wordsThatMeanSomethingToModelsAreOrdinaryText() {
		assertThat(this.measurer.measure("\"<|endoftext|>\"")).isGreaterThan(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 10, 50, 333, 1000 })
	void previewsFitInTokens(int maxSize) {
		List<String> rows = IntStream.range(0, 2000).mapToObj((i) -> "row " + i + " 😀 with a text").toList();

		Preview preview = PreviewGenerators.create(this.measurer)
			.measure(rows, 1 << 24)
			.preview(PreviewStrategy.SAMPLE, maxSize);

		assertThat(this.measurer.measure(JsonMapper.shared().writeValueAsString(preview.content())))
			.isEqualTo(preview.size())
			.isLessThanOrEqualTo(Math.max(maxSize, 6));
		assertThat((List<?>) preview.content()).isNotEmpty();
	}

	/**
	 * Counted in characters given to the measurer, for a test must not look at the clock.
	 */
	@Test
	void littleIsCountedOfAHugeValue() {
		long[] looked = new long[1];
		SizeMeasurer counting = (json) -> {
			looked[0] += json.length();
			return this.measurer.measure(json);
		};
		List<String> rows = IntStream.range(0, 400_000)
			.mapToObj((i) -> "row " + i + " with a text of its own")
			.toList();

		MeasuredValue measured = PreviewGenerators.create(counting).measure(rows, 1 << 24);

		assertThat(measured.bytes()).isBetween(13_000_000L, 16_000_000L);
		assertThat(looked[0]).isLessThan(500_000);
		assertThat(measured.size()).isBetween(measured.bytes() / 5, measured.bytes() / 2);
	}

}
