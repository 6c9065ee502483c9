package io.refcache.jackson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.refcache.preview.MeasuredValue;
import io.refcache.preview.Preview;
import io.refcache.preview.PreviewStrategy;
import io.refcache.preview.SizeMeasurer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Previews and pages of many random values. A failure names its seed.
 */
class PreviewFuzzTests {

	private static final int VALUES_PER_UNIT = 5_000;

	/** No smallest part that shows anything has more characters. */
	private static final int SMALLEST = 80;

	private final JsonMapper mapper = JsonMapper.shared();

	@ParameterizedTest
	@CsvSource({ "characters, 0", "tokens, 5000" })
	void partsOfRandomValuesKeepTheirPromises(String unit, long firstSeed) {
		SizeMeasurer measurer = unit.equals("tokens") ? SizeMeasurer.estimatedTokens() : SizeMeasurer.characters();
		for (long seed = firstSeed; seed < firstSeed + VALUES_PER_UNIT; seed++) {
			try {
				check(measurer, new RandomValues(seed));
			}
			catch (Throwable ex) {
				throw new AssertionError("seed " + seed + " in " + unit, ex);
			}
		}
	}

	private void check(SizeMeasurer measurer, RandomValues random) {
		Object value = random.value();
		String whole = this.mapper.writeValueAsString(value);
		int maxSize = random.number(1, 300);
		MeasuredValue measured = new JacksonPreviewGenerator(() -> this.mapper, measurer).measure(value, 1 << 24);
		assertThat(measured.size()).isEqualTo(SizeGauge.measure(measurer, whole));
		Preview sample = measured.preview(PreviewStrategy.SAMPLE, maxSize);
		checkPart(measurer, sample, whole, maxSize);
		checkOrder(sample, whole, measurer, maxSize);
		checkPart(measurer, measured.preview(PreviewStrategy.TRUNCATE, maxSize), whole, maxSize);
		checkPages(measurer, measured, whole, random.number(1, 30), maxSize);
	}

	private void checkPart(SizeMeasurer measurer, Preview part, String whole, int maxSize) {
		String json = this.mapper.writeValueAsString(part.content());
		assertThat(part.size()).isEqualTo(measurer.measure(json));
		assertThat(part.size()).as(json).isLessThanOrEqualTo(Math.max(maxSize, measurer.measure("x".repeat(SMALLEST))));
		if (!List.of("[]", "{}", "\"\"", "null").contains(whole)) {
			assertThat(json).isNotIn("[]", "{}", "\"\"", "null");
		}
		if (measurer.measure(whole) <= maxSize && part.strategy() == PreviewStrategy.SAMPLE) {
			assertThat(json).isEqualTo(whole);
		}
	}

	/** Each element is what stands at its place, unless it is too large for that. */
	private void checkOrder(Preview sample, String whole, SizeMeasurer measurer, int maxSize) {
		if (JsonData.read(whole) instanceof List<?> all && sample.content() instanceof List<?> shown) {
			int[] places = Shortening.evenly(all.size(), shown.size());
			for (int i = 0; i < shown.size(); i++) {
				String json = this.mapper.writeValueAsString(all.get(places[i]));
				if (measurer.measure("[" + json + "]") <= maxSize) {
					assertThat(this.mapper.writeValueAsString(shown.get(i))).isEqualTo(json);
				}
			}
		}
	}

	private void checkPages(SizeMeasurer measurer, MeasuredValue measured, String whole, int pageSize, int maxSize) {
		List<@Nullable Object> list = new ArrayList<>();
		Map<Object, @Nullable Object> map = new LinkedHashMap<>();
		Preview page = measured.page(1, pageSize, null);
		Object only = page.content();
		int number = 1;
		while (true) {
			assertThat(page.trimmed()).isFalse();
			assertThat(page.page()).isEqualTo(number);
			if (page.content() instanceof List<?> items) {
				list.addAll(items);
			}
			if (page.content() instanceof Map<?, ?> entries) {
				map.putAll(entries);
			}
			Preview trimmed = measured.page(number, pageSize, maxSize);
			assertThat(trimmed.size()).isLessThanOrEqualTo(Math.max(maxSize, measurer.measure("x".repeat(SMALLEST))));
			assertThat(trimmed.trimmed()).isEqualTo(!this.mapper.writeValueAsString(page.content())
				.equals(this.mapper.writeValueAsString(trimmed.content())));
			if (!Boolean.TRUE.equals(page.hasNext())) {
				break;
			}
			page = measured.page(++number, pageSize, null);
		}
		Object joined = whole.startsWith("[") ? list : whole.startsWith("{") ? map : only;
		assertThat(this.mapper.writeValueAsString(joined)).isEqualTo(whole);
		assertThat(this.mapper.writeValueAsString(measured.page(number + 1, pageSize, null).content())).isIn("[]", "{}",
				"\"\"", "null");
	}

}
