package io.refcache.jackson;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.refcache.preview.MeasuredValue;
import io.refcache.preview.Preview;
import io.refcache.preview.PreviewStrategy;
import io.refcache.preview.SizeMeasurer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is shown of values, in characters.
 */
class PreviewTests {

	private static final long MAX_BYTES = 1 << 24;

	private final JsonMapper mapper = JsonMapper.shared();

	@ParameterizedTest
	@ValueSource(ints = { 5, 6, 7, 12, 30, 31, 100, 290 })
	void sampleIsTheLargestThatFits(int maxSize) {
		List<Integer> numbers = IntStream.range(10, 100).boxed().toList();

		Preview sample = measure(numbers).preview(PreviewStrategy.SAMPLE, maxSize);

		int largest = (maxSize - 1) / 3;
		assertThat(sample.items()).isEqualTo(Math.min(90, largest));
		assertThat(sample.totalItems()).isEqualTo(90);
		assertThat(sample.size()).isLessThanOrEqualTo(maxSize);
	}

	@Test
	void sampleIsEvenlySpaced() {
		List<Integer> numbers = IntStream.range(0, 10).boxed().toList();

		assertThat(content(numbers, 9)).isEqualTo(List.of(0, 3, 6, 9));
		assertThat(content(numbers, 11)).isEqualTo(List.of(0, 2, 4, 7, 9));
		assertThat(content(numbers, 5)).isEqualTo(List.of(0, 9));
		assertThat(content(numbers, 4)).isEqualTo(List.of(0));
	}

	@Test
	void halvesAreRoundedToTheEvenPlace() {
		assertThat(Shortening.evenly(6, 3)).containsExactly(0, 2, 5);
		assertThat(Shortening.evenly(8, 3)).containsExactly(0, 4, 7);
		assertThat(Shortening.evenly(5, 5)).containsExactly(0, 1, 2, 3, 4);
		assertThat(Shortening.evenly(5, 1)).containsExactly(0);
		assertThat(Shortening.evenly(0, 3)).isEmpty();
	}

	@Test
	void arraysSetsAndMapsAreSampledAlike() {
		assertThat(content(new int[] { 1, 2, 3, 4, 5 }, 7)).isEqualTo(List.of(1, 3, 5));
		assertThat(content(new TreeSet<>(List.of(1, 2, 3, 4, 5)), 7)).isEqualTo(List.of(1, 3, 5));
		assertThat(content(new ArrayDeque<>(List.of(1, 2, 3, 4, 5)), 7)).isEqualTo(List.of(1, 3, 5));
		assertThat(content(array(1, 2, 3, 4, 5), 7)).isEqualTo(List.of(1, 3, 5));
		Map<String, Integer> map = new LinkedHashMap<>();
		List.of("e", "d", "c", "b", "a").forEach((name) -> map.put(name, map.size()));
		assertThat(json(content(map, 20))).isEqualTo("{\"e\":0,\"c\":2,\"a\":4}");
		Map<TimeUnit, Integer> units = new EnumMap<>(TimeUnit.class);
		List.of(TimeUnit.values()).forEach((unit) -> units.put(unit, unit.ordinal()));
		assertThat(json(content(units, 35))).isEqualTo("{\"NANOSECONDS\":0,\"DAYS\":6}");
	}

	@Test
	void oneOversizedElementIsTruncatedAndTheOthersStay() {
		List<Object> values = new ArrayList<>(List.of(1, 2, 3));
		values.set(1, "x".repeat(100_000));

		Preview sample = measure(values).preview(PreviewStrategy.SAMPLE, 80);

		assertThat((List<?>) sample.content()).hasSize(3)
			.satisfiesExactly((first) -> assertThat(first).isEqualTo(1),
					(second) -> assertThat((String) second).startsWith("xxx").endsWith("..."),
					(third) -> assertThat(third).isEqualTo(3));
	}

	@Test
	void aloneAnOversizedElementTakesAllTheRoom() {
		Preview sample = measure(List.of(Map.of("text", "x".repeat(100_000), "rows", Collections.nCopies(1000, 7))))
			.preview(PreviewStrategy.SAMPLE, 200);

		Map<?, ?> only = (Map<?, ?>) ((List<?>) sample.content()).get(0);
		assertThat((String) only.get("text")).startsWith("xxx").endsWith("...");
		assertThat((List<?>) only.get("rows")).isNotEmpty().allMatch(Integer.valueOf(7)::equals);
		assertThat(sample.size()).isBetween(100L, 200L);
	}

	@Test
	void propertiesOfARecordAreAllShownIfTheyFit() {
		Report report = new Report("quarter", IntStream.range(0, 1000).boxed().toList(), 42);

		Preview sample = measure(report).preview(PreviewStrategy.SAMPLE, 100);

		assertThat(sample.strategy()).isEqualTo(PreviewStrategy.SAMPLE);
		Map<?, ?> shown = (Map<?, ?>) sample.content();
		assertThat(shown.get("title")).isEqualTo("quarter");
		assertThat(shown.get("pages")).isEqualTo(42);
		assertThat(json(shown.get("rows"))).startsWith("[0,").endsWith(",999]");
		assertThat(sample.totalItems()).isEqualTo(3);
	}

	@Test
	void textsAreTruncated() {
		Preview preview = measure("abcdefghijklmnopqrstuvwxyz").preview(PreviewStrategy.SAMPLE, 12);

		assertThat(preview).isEqualTo(Preview.of("abcdefg...", PreviewStrategy.TRUNCATE, 12, 26, 7));
	}

	@Test
	void surrogatesStayTogether() {
		String faces = "😀".repeat(50);

		for (int maxSize = 7; maxSize < 60; maxSize++) {
			String part = (String) content(faces, maxSize);
			assertThat(part).matches("(😀)+\\.\\.\\.");
			assertThat(part.length() + 2).isBetween(maxSize - 1, maxSize);
		}
	}

	@Test
	void truncatedValueIsTheBeginningOfItsJson() {
		Preview preview = measure(List.of("a", "b", "c", "d")).preview(PreviewStrategy.TRUNCATE, 12);

		assertThat(preview.content()).isEqualTo("[\"a\",...");
		assertThat(preview.strategy()).isEqualTo(PreviewStrategy.TRUNCATE);
		assertThat(preview.totalItems()).isEqualTo(4);
		assertThat(preview.size()).isLessThanOrEqualTo(12);
	}

	@Test
	void longNumbersAreShownAsText() {
		BigInteger number = BigInteger.TEN.pow(500);

		assertThat((String) content(number, 20)).startsWith("1000").endsWith("...");
		assertThat((String) ((List<?>) content(List.of(number), 20)).get(0)).startsWith("1").endsWith("...");
	}

	@Test
	void numbersAreWrittenAsTheyWere() {
		List<Object> numbers = List.of(1, 1L << 40, BigInteger.TWO.pow(99), 0.1, 0.1f, 1e300, 1e9f, Double.MIN_VALUE,
				new java.math.BigDecimal("1.10"), new java.math.BigDecimal("1E+9"), true, "1");

		assertThat(this.mapper.writeValueAsString(measure(numbers).page(1, 20, null).content()))
			.isEqualTo(this.mapper.writeValueAsString(numbers));
	}

	@Test
	void pagesAreCountedFromOne() {
		MeasuredValue numbers = measure(IntStream.range(0, 45).boxed().toList());

		assertThat(numbers.page(2, 20, null).content()).isEqualTo(IntStream.range(20, 40).boxed().toList());
		assertThat(numbers.page(3, 20, null))
			.isEqualTo(new Preview(List.of(40, 41, 42, 43, 44), PreviewStrategy.PAGINATE, 16, 45, 5, 3, 3, false));
		assertThat(numbers.page(2, 20, null).hasNext()).isTrue();
		assertThat(numbers.page(3, 20, null).hasNext()).isFalse();
		assertThat(numbers.page(4, 20, null).content()).isEqualTo(List.of());
		assertThat(numbers.page(Integer.MAX_VALUE, 1000, null).content()).isEqualTo(List.of());
		assertThat(measure(List.of()).page(1, 20, null))
			.isEqualTo(new Preview(List.of(), PreviewStrategy.PAGINATE, 2, 0, 0, 1, 0, false));
	}

	@Test
	void pageOfAMapIsAMap() {
		Map<Integer, String> map = new LinkedHashMap<>();
		IntStream.range(0, 5).forEach((i) -> map.put(9 - i, "v" + i));

		assertThat(json(measure(map).page(2, 2, null).content())).isEqualTo("{\"7\":\"v2\",\"6\":\"v3\"}");
	}

	@Test
	void pageOfARecordHoldsProperties() {
		Preview page = measure(new Report("a", List.of(1, 2), 3)).page(1, 2, null);

		assertThat(json(page.content())).isEqualTo("{\"title\":\"a\",\"rows\":[1,2]}");
		assertThat(page.totalPages()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "text", "a much longer text" })
	void textIsOnePage(String text) {
		Preview page = measure(text).page(1, 1, null);

		assertThat(page.content()).isEqualTo(text);
		assertThat(page.totalPages()).isEqualTo(1);
		assertThat(page.trimmed()).isFalse();
		assertThat(measure(text).page(2, 1, null).content()).isEqualTo("");
	}

	@Test
	void trimmedPageHoldsItsFirstItems() {
		Preview page = measure(IntStream.range(10, 60).boxed().toList()).page(2, 20, 16);

		assertThat(page.content()).isEqualTo(List.of(30, 31, 32, 33, 34));
		assertThat(page.items()).isEqualTo(5);
		assertThat(page.trimmed()).isTrue();
	}

	@Test
	void whatHasASerializerOfItsOwnIsShownAsThat() {
		record Money(@com.fasterxml.jackson.annotation.JsonValue String text) {
		}
		record Rows(@com.fasterxml.jackson.annotation.JsonValue List<Integer> rows) {
		}
		assertThat(content(new Money("one hundred Euro and more"), 10)).isEqualTo("one h...");
		assertThat(content(new Rows(List.of(1, 2, 3, 4, 5)), 7)).isEqualTo(List.of(1, 3, 5));
		assertThat(content("bytes of an array".getBytes(java.nio.charset.StandardCharsets.UTF_8), 10))
			.isEqualTo("Ynl0Z...");
	}

	@Test
	void nullAndEmptyValuesAreShownAsTheyAre() {
		assertThat(content(null, 1)).isNull();
		assertThat(content("", 1)).isEqualTo("");
		assertThat(content(List.of(), 1)).isEqualTo(List.of());
		assertThat(content(Map.of(), 1)).isEqualTo(Map.of());
		assertThat(content(true, 1)).isEqualTo(true);
		assertThat(measure(null).page(1, 20, null).content()).isNull();
	}

	@Test
	void sizesAreThoseOfCompactJson() {
		JsonMapper indenting = JsonMapper.builder()
			.enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
			.build();

		MeasuredValue measured = new JacksonPreviewGenerator(() -> indenting, SizeMeasurer.characters())
			.measure(Map.of("ä", List.of(1, "😀")), MAX_BYTES);

		assertThat(measured.size()).isEqualTo("{\"ä\":[1,\"😀\"]}".length());
		assertThat(measured.bytes()).isEqualTo(17);
	}

	@Test
	void valuesThatContainThemselvesCannotBeMeasured() {
		List<Object> self = new ArrayList<>();
		self.add(self);
		List<Object> deep = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			deep = new ArrayList<>(Arrays.asList(deep));
		}
		List<Object> deepest = deep;

		assertThatThrownBy(() -> measure(self)).isInstanceOf(RuntimeException.class);
		assertThatThrownBy(() -> measure(deepest)).isInstanceOf(RuntimeException.class);
		assertThatThrownBy(() -> measure(Collections.singletonMap(null, 1))).isInstanceOf(RuntimeException.class);
	}

	@Test
	void deepValuesAreCut() {
		Object deep = List.of("leaf");
		for (int i = 0; i < 400; i++) {
			deep = List.of(deep);
		}

		Preview preview = measure(deep).preview(PreviewStrategy.SAMPLE, 100);

		assertThat(preview.size()).isLessThanOrEqualTo(100);
		assertThat(this.mapper.writeValueAsString(preview.content())).startsWith("[[[[[").endsWith("]]]]]");
	}

	@Test
	void valuesThatGrowWithoutEndAreMeasuredUpToABound() {
		Object bomb = List.of("a lot of text");
		for (int i = 0; i < 60; i++) {
			bomb = List.of(bomb, bomb);
		}

		MeasuredValue measured = measure(bomb);

		assertThat(measured.bytes()).isEqualTo(Long.MAX_VALUE);
		assertThat(measured.size()).isEqualTo(MAX_BYTES);
		assertThat(measured.preview(PreviewStrategy.SAMPLE, 100).size()).isLessThanOrEqualTo(100);
		assertThat(measured.preview(PreviewStrategy.TRUNCATE, 100).size()).isLessThanOrEqualTo(100);
		assertThat(measured.page(1, 20, 100).size()).isLessThanOrEqualTo(100);
		assertThat(measured.page(1, 1, null).trimmed()).isTrue();
		assertThat(measured.page(1, 1, null).totalItems()).isEqualTo(2);
	}

	@Test
	void whatIsCutClaimsNoTotals() {
		String text = "0123456789".repeat(3_000_000);
		for (Object value : List.of(text, new Report(text, List.of(), 1))) {
			MeasuredValue measured = measure(value);
			Preview page = measured.page(1, 20, 100);

			assertThat(page.trimmed()).isTrue();
			assertThat(page.totalItems()).isNull();
			assertThat(page.totalPages()).isNull();
			assertThat(page.hasNext()).isNull();
			assertThat(measured.page(1, 20, null).trimmed()).isTrue();
			assertThat(measured.preview(PreviewStrategy.SAMPLE, 100).totalItems()).isNull();
			assertThat(measured.preview(PreviewStrategy.TRUNCATE, 100).totalItems()).isNull();
		}
		assertThat(measure(List.of(text, 1)).page(2, 1, null).trimmed()).isFalse();
	}

	@Test
	void hugeTextsAreShownByTheirBeginning() {
		String text = "0123456789".repeat(3_000_000);

		assertThat((String) content(text, 50)).startsWith("0123").endsWith("...").hasSize(48);
		assertThat((String) ((List<?>) content(List.of(text), 50)).get(0)).startsWith("0123").endsWith("...");
		assertThat((String) ((Map<?, ?>) content(new Report(text, List.of(), 1), 60)).get("title")).startsWith("0123")
			.endsWith("...");
	}

	@Test
	void headOfJsonEndsWhereItMakesSense() {
		String json = "[{\"a\":12,\"b\\\"c\":[true,null,\"te\\u00e4xt\"]},345]";
		Set<String> heads = IntStream.range(1, json.length())
			.mapToObj((length) -> JsonData.head(json, length))
			.collect(Collectors.toSet());

		assertThat(heads).contains("[", "[{\"a\":12", "[{\"a\":12,\"b\\\"c\":[true", "[{\"a\":12,\"b\\\"c\":[true,null")
			.contains("[{\"a\":12,\"b\\\"c\":[true,null,\"te...\"")
			.doesNotContain("[{\"a\":1", "[{\"a\":12,\"b\\\"c\":[true,null,\"te\\u0...\"");
		assertThat(heads).allSatisfy((head) -> assertThat(JsonData.read(head)).isInstanceOf(List.class));
	}

	@Test
	void searchFindsTheLargest() {
		for (int most = 0; most < 40; most++) {
			for (int largest = -1; largest <= most; largest++) {
				int bound = largest;
				assertThat(Search.largest(0, most, (candidate) -> candidate <= bound)).isEqualTo(largest);
			}
		}
		assertThat(Search.largest(1, 0, (candidate) -> true)).isZero();
		assertThat(Search.largest(1, Integer.MAX_VALUE, (candidate) -> true)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void mapsOfAllKindsHaveEntries() {
		Map<Object, Object> map = new HashMap<>(Map.of(1, "a"));

		assertThat(content(map, 3)).isEqualTo(Map.of("1", "a"));
	}

	private @Nullable Object content(@Nullable Object value, int maxSize) {
		return measure(value).preview(PreviewStrategy.SAMPLE, maxSize).content();
	}

	private String json(@Nullable Object data) {
		return this.mapper.writeValueAsString(data);
	}

	private MeasuredValue measure(@Nullable Object value) {
		return new JacksonPreviewGenerator(() -> this.mapper, SizeMeasurer.characters()).measure(value, MAX_BYTES);
	}

	private ArrayNode array(int... numbers) {
		ArrayNode array = this.mapper.createArrayNode();
		IntStream.of(numbers).forEach(array::add);
		return array;
	}

	/**
	 * A record with a list.
	 *
	 * @param title a text
	 * @param rows a list
	 * @param pages a number
	 */
	record Report(String title, List<Integer> rows, int pages) {

	}

}
