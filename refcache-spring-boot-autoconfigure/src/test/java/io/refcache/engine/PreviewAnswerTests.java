package io.refcache.engine;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.refcache.Actor;
import io.refcache.CacheReference;
import io.refcache.CacheResponse;
import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.ResponseFormat;
import io.refcache.TaskInProgressException;
import io.refcache.ValueTooLargeException;
import io.refcache.access.AccessPolicy;
import io.refcache.jackson.PreviewGenerators;
import io.refcache.preview.Preview;
import io.refcache.preview.PreviewGenerator;
import io.refcache.preview.PreviewSettings;
import io.refcache.preview.PreviewStrategy;
import io.refcache.preview.SizeMeasurer;
import io.refcache.store.Operation;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.LogRecorder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who gets a preview, a page or the whole, and how often it is worked out.
 */
class PreviewAnswerTests {

	private static final List<Integer> NUMBERS = IntStream.range(100, 1000).boxed().toList();

	private static final PreviewSettings SETTINGS = new PreviewSettings(100, PreviewStrategy.SAMPLE, 20, 10_000);

	private final AtomicInteger measured = new AtomicInteger();

	private final EngineFixture fixture = fixture(SETTINGS);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void largeResultOfACallTravelsAsAPreview() {
		CacheResponse.Preview<?> preview = preview(call("large", NUMBERS));

		assertThat(preview.previewStrategy()).isEqualTo("sample");
		assertThat(preview.totalItems()).isEqualTo(900);
		assertThat(preview.originalSize()).isEqualTo(3601);
		assertThat(preview.previewSize()).isEqualTo(97);
		assertThat((List<?>) preview.preview()).hasSize(24).element(23).isEqualTo(999);
		assertThat(preview.message()).isEqualTo("Shown are 24 of 900 items: "
				+ "read them in 45 pages of 20 with page=1 to page=45, or all of it with full=true");
		assertThat(preview(get(preview, ReadOptions.DEFAULTS))).isSameAs(preview);
	}

	@Test
	void smallResultIsWholeAndHasASize() {
		assertThat(call("small", List.of(1, 2, 3)))
			.isEqualTo(new CacheResponse.Complete<>(call("small", List.of()).refId(), List.of(1, 2, 3), 7L, 3));
		assertThat(call("null", null))
			.satisfies((answer) -> assertThat(((CacheResponse.Complete<?>) answer).size()).isEqualTo(4L));
	}

	@Test
	void valuesThatTravelAloneAreNotMeasured() throws Throwable {
		CallSpec spec = new CallSpec(new Operation("plain", "List", true), EngineFixture.TTL, null, null, null,
				"direct", false, false, EngineFixture.OPEN);
		for (int i = 0; i < 2; i++) {
			RefResponse<?> response = this.fixture.engine().call(spec, EngineFixture.key("plain"), (task) -> NUMBERS);
			assertThat(response).isEqualTo(new CacheResponse.Complete<>(response.refId(), NUMBERS, null, 900));
			assertThat(refCache().resolve(String.valueOf(response.refId()), Object.class)).isSameAs(NUMBERS);
		}
		assertThat(this.measured).hasValue(0);
	}

	@Test
	void sizeOfACallWinsOverTheServersAndThatOfAReadOverBoth() {
		RefResponse<?> response = refCache().call(CallOptions.of("sized").withPreviewMaxSize(40), (task) -> NUMBERS);

		assertThat(preview(response).previewSize()).isBetween(37L, 40L);
		assertThat(preview(get(response, ReadOptions.DEFAULTS)).previewSize()).isBetween(37L, 40L);
		assertThat(preview(get(response, ReadOptions.DEFAULTS.withMaxSize(20))).previewSize()).isBetween(17L, 20L);
		assertThat(preview(get(response, ReadOptions.DEFAULTS.withMaxSize(400))).previewSize()).isBetween(397L, 400L);
		assertThat(get(response, ReadOptions.DEFAULTS.withMaxSize(4000))).isInstanceOf(CacheResponse.Complete.class);
		assertThat(preview(call("server", NUMBERS)).previewSize()).isBetween(97L, 100L);
	}

	@Test
	void messageOfAPageNamesItsSizeUnlessThatGoesWithoutSaying() {
		RefResponse<?> response = call("pages of three", NUMBERS);

		assertThat(preview(get(response, ReadOptions.DEFAULTS.withPage(2).withPageSize(3))).message())
			.startsWith("Page 2 of 300: read on with page=3&page_size=3");
		assertThat(preview(get(response, ReadOptions.DEFAULTS.withPage(301).withPageSize(3))).message())
			.isEqualTo("There is no page 301, the last one is 300");
	}

	@Test
	void pagesAreAskedForByNumber() {
		RefResponse<?> response = call("pages", NUMBERS);

		CacheResponse.Preview<?> second = preview(get(response, ReadOptions.DEFAULTS.withPage(2)));
		assertThat(second.preview()).isEqualTo(NUMBERS.subList(20, 40));
		assertThat(second.previewStrategy()).isEqualTo("paginate");
		assertThat(second.page()).isEqualTo(2);
		assertThat(second.totalPages()).isEqualTo(45);
		assertThat(second.hasNext()).isTrue();
		assertThat(second.sampledItems()).isNull();
		assertThat(second.message()).isEqualTo("Page 2 of 45: read on with page=3, or all of it with full=true");
		CacheResponse.Preview<?> last = preview(get(response, ReadOptions.DEFAULTS.withPage(2).withPageSize(899)));
		assertThat(last.preview()).isEqualTo(List.of(999));
		assertThat(last.hasNext()).isFalse();
		assertThat(last.message()).startsWith("Page 2 of 2: there are no more pages");
		assertThat(preview(get(response, ReadOptions.DEFAULTS.withPage(46))).preview()).isEqualTo(List.of());
		assertThat(preview(get(response, ReadOptions.DEFAULTS.withPageSize(2))).preview()).isEqualTo(List.of(100, 101));
	}

	@Test
	void trimmedPageSaysSo() {
		CacheResponse.Preview<?> page = preview(
				get(call("trimmed", NUMBERS), ReadOptions.DEFAULTS.withPage(2).withMaxSize(21)));

		assertThat(page.preview()).isEqualTo(NUMBERS.subList(20, 25));
		assertThat(page.sampledItems()).isEqualTo(5);
		assertThat(page.message()).startsWith("Page 2 of 45, trimmed to its first 5 items");
	}

	@Test
	void wholeIsServedUpToABound() {
		RefResponse<?> response = call("full", NUMBERS);
		RefResponse<?> larger = call("larger", "x".repeat(9_999));

		assertThat(get(response, ReadOptions.DEFAULTS.withFull()))
			.isEqualTo(new CacheResponse.Complete<>(response.refId(), NUMBERS, 3601L, 900));
		assertThatExceptionOfType(ValueTooLargeException.class)
			.isThrownBy(() -> get(larger, ReadOptions.DEFAULTS.withFull()))
			.withMessage("The value of '%s' has 10001 bytes of JSON, 'refcache.max-value-size' allows 10000: "
					+ "read its pages instead", larger.refId());
		assertThat(preview(larger).message())
			.isEqualTo("This is the beginning of the value: read more with a larger max_size");
	}

	@Test
	void hitsMeasureAndWriteNothingAgain() {
		List<Row> rows = IntStream.range(0, 10_000).mapToObj((i) -> new Row(i, new AtomicInteger())).toList();
		RefResponse<?> first = call("rows", rows);
		preview(get(first, ReadOptions.DEFAULTS.withPage(3)));
		int written = rows.stream().mapToInt((row) -> row.written.get()).sum();

		for (int i = 0; i < 10; i++) {
			assertThat(call("rows", rows)).isSameAs(first);
			assertThat(get(first, ReadOptions.DEFAULTS)).isSameAs(first);
			preview(get(first, ReadOptions.DEFAULTS.withPage(3)));
		}

		assertThat(rows.stream().mapToInt((row) -> row.written.get()).sum()).isEqualTo(written);
		assertThat(this.measured).hasValue(1);
	}

	@Test
	void answerThatIsSmallIsKeptFromTheSecondTimeOn() {
		RefResponse<?> first = call("small", "x".repeat(20));
		RefResponse<?> second = get(first, ReadOptions.DEFAULTS);
		assertThat(second).isEqualTo(first).isNotSameAs(first);
		assertThat(this.measured).hasValue(2);

		assertThat(get(first, ReadOptions.DEFAULTS)).isSameAs(second);
		assertThat(call("small", "")).isSameAs(second);
		assertThat(this.measured).hasValue(2);
	}

	@Test
	void answerThatIsWholeAndNotSmallIsKeptAtOnce() {
		RefResponse<?> first = refCache().call(CallOptions.of("whole").withPreviewMaxSize(1000),
				(task) -> "x".repeat(255));

		assertThat(first).isInstanceOf(CacheResponse.Complete.class);
		assertThat(get(first, ReadOptions.DEFAULTS)).isSameAs(first);
		assertThat(this.measured).hasValue(1);
	}

	@Test
	void wishOfAReaderOfLittleIsKeptAtOnce() {
		RefResponse<?> first = call("little", List.of(1, 2, 3));
		RefResponse<?> page = get(first, ReadOptions.DEFAULTS.withPage(2));

		assertThat(get(first, ReadOptions.DEFAULTS.withPage(2))).isSameAs(page);
		assertThat(get(first, ReadOptions.DEFAULTS)).isEqualTo(first).isSameAs(get(first, ReadOptions.DEFAULTS));
		assertThat(this.measured).hasValue(2);
	}

	@ParameterizedTest
	@CsvSource({ "1, 20", "500, 20", "1, 1", "9999, 1" })
	void pageTouchesItsOwnElementsOnly(int page, int pageSize) {
		CountingList list = new CountingList();
		RefResponse<?> response = call("counted", list);
		list.reads.set(0);

		preview(get(response, ReadOptions.DEFAULTS.withPage(page).withPageSize(pageSize)));

		assertThat(list.reads).hasValue(pageSize);
	}

	@Test
	void readersWithEverNewWishesGetNoMoreRoom() {
		RefResponse<?> response = call("wishes", NUMBERS);
		for (int size = 1; size < 500; size++) {
			get(response, ReadOptions.DEFAULTS.withMaxSize(size));
		}
		PreviewMemo memo = new PreviewMemo(null);
		for (int size = 1; size < 500; size++) {
			memo.asked(new PreviewMemo.Asked(null, 20, size), CacheResponse.complete(null, size));
			assertThat(memo.askedFor()).isBetween(1, PreviewMemo.MAX_ASKED);
		}
		assertThat(this.measured).hasValue(1);
	}

	@Test
	void valuesThatCannotBeWrittenTravelWholeWithALineInTheLog() {
		List<Object> self = new ArrayList<>();
		self.add(self);
		try (LogRecorder log = LogRecorder.of(Previews.class.getName(), Level.DEBUG)) {
			RefResponse<?> response = call("self", self);

			assertThat(response).satisfies((answer) -> {
				CacheResponse.Complete<?> complete = (CacheResponse.Complete<?>) answer;
				assertThat(complete.value()).isSameAs(self);
				assertThat(complete.size()).isNull();
			});
			assertThat(get(response, ReadOptions.DEFAULTS.withPage(2))).isInstanceOf(CacheResponse.Complete.class);
			assertThat(get(response, ReadOptions.DEFAULTS.withFull())).isInstanceOf(CacheResponse.Complete.class);
			assertThat(log.messages()).hasSize(3).first().asString().contains("travels whole");
		}
	}

	@Test
	void brokenGeneratorLeavesTheValueWhole() {
		try (EngineFixture broken = EngineFixture.with((builder) -> builder.previews((value, maxBytes) -> {
			throw new StackOverflowError();
		}, SETTINGS))) {
			assertThat(broken.refCache().call(CallOptions.of("broken"), (task) -> NUMBERS))
				.isInstanceOf(CacheResponse.Complete.class);
		}
	}

	@Test
	void failureOfAMeasurementIsNeitherToldNorKept() {
		AtomicReference<Throwable> failure = new AtomicReference<>(new AssertionError("of secret"));
		PreviewGenerator generator = generator();
		try (LogRecorder log = LogRecorder.of(Previews.class.getName(), Level.DEBUG);
				EngineFixture flaky = EngineFixture.with((builder) -> builder.previews((value, maxBytes) -> {
					if (failure.get() instanceof Error error) {
						throw error;
					}
					return generator.measure(value, maxBytes);
				}, SETTINGS))) {
			RefResponse<?> first = flaky.refCache().call(CallOptions.of("flaky"), (task) -> NUMBERS);
			assertThat(first).isInstanceOf(CacheResponse.Complete.class);
			assertThat(log.messages()).singleElement()
				.asString()
				.endsWith(AssertionError.class.getName())
				.doesNotContain("secret");
			failure.set(new OutOfMemoryError("of secret"));
			assertThatExceptionOfType(OutOfMemoryError.class)
				.isThrownBy(() -> flaky.refCache().get(String.valueOf(first.refId()), ReadOptions.DEFAULTS));
			failure.set(null);
			preview(flaky.refCache().get(String.valueOf(first.refId()), ReadOptions.DEFAULTS));
		}
	}

	@Test
	void pageOfTheBeginningDoesNotSayThatItIsTheLast() {
		Preview part = new Preview("x", PreviewStrategy.PAGINATE, 1, null, 1, 3, null, true);

		assertThat(part.hasNext()).isNull();
		assertThat(new PreviewMessages(SETTINGS).of(part, Long.MAX_VALUE, 20))
			.isEqualTo("Page 3 of the beginning of the value, which is too large to be shown further");
	}

	@Test
	void answersToWishesTakeLittleRoom() {
		PreviewMemo memo = new PreviewMemo(null);
		for (int size = 1; size < 10; size++) {
			memo.asked(new PreviewMemo.Asked(null, 20, size), shown("x".repeat(30_000)));
			assertThat(memo.askedFor()).isBetween(1, 2);
		}
		PreviewMemo.Asked large = new PreviewMemo.Asked(1, 20, null);
		memo.asked(large, shown(List.of(Map.of("x".repeat(40_000), "y".repeat(40_000)))));
		assertThat(memo.asked(large)).isNull();
	}

	private static CacheResponse<?> shown(Object content) {
		return new CacheResponse.Preview<>("test:00000000", content, "sample", 1, 1, 1, null, null, null, null, "");
	}

	@Test
	void withoutAGeneratorAllIsWhole() {
		try (EngineFixture none = EngineFixture.with((builder) -> builder)) {
			RefResponse<?> response = none.refCache().call(CallOptions.of("none"), (task) -> NUMBERS);
			assertThat(response).isEqualTo(new CacheResponse.Complete<>(response.refId(), NUMBERS, null, 900));
			assertThat(none.refCache().get(String.valueOf(response.refId()), ReadOptions.DEFAULTS.withPage(1)))
				.isEqualTo(response);
		}
	}

	@Test
	void strategyOfTheServerIsUsed() {
		try (EngineFixture pages = fixture(new PreviewSettings(100, PreviewStrategy.PAGINATE, 10, 10_000));
				EngineFixture texts = fixture(new PreviewSettings(50, PreviewStrategy.TRUNCATE, 10, 10_000))) {
			CacheResponse.Preview<?> page = preview(pages.refCache().call(CallOptions.of("pages"), (task) -> NUMBERS));
			assertThat(page.preview()).isEqualTo(NUMBERS.subList(0, 10));
			assertThat(page.page()).isEqualTo(1);
			CacheResponse.Preview<?> text = preview(texts.refCache().call(CallOptions.of("texts"), (task) -> NUMBERS));
			assertThat(text.preview()).asString().startsWith("[100,101,").endsWith("...");
			assertThat(text.message()).isEqualTo("This is the beginning of the value, which has 900 items: "
					+ "read them in 90 pages of 10 with page=1 to page=90, or all of it with full=true");
		}
	}

	@Test
	void whoMayNotReadSeesNoPart() {
		try (EngineFixture guarded = EngineFixture.with((builder) -> builder.previews(generator(), SETTINGS)
			.policies(Map.of("hidden", AccessPolicy.EXECUTE_ONLY)))) {
			CacheReference reference = guarded.refCache()
				.set("key", NUMBERS, EntryOptions.DEFAULTS.withPolicy("hidden"));
			RefCache agent = guarded.refCache().as(Actor.agent("robot"));
			for (ReadOptions options : List.of(ReadOptions.DEFAULTS, ReadOptions.DEFAULTS.withPage(1),
					ReadOptions.DEFAULTS.withMaxSize(1), ReadOptions.DEFAULTS.withFull())) {
				assertThat(agent.get(reference.refId(), options))
					.isEqualTo(new CacheResponse.Withheld<>(reference.refId()));
			}
			assertThat(this.measured).hasValue(0);
		}
	}

	@Test
	void optionsAreChecked() {
		assertRefused(() -> ReadOptions.DEFAULTS.withPage(0), "'page' (0) must be at least 1");
		assertRefused(() -> ReadOptions.DEFAULTS.withPage(-1), "'page' (-1) must be at least 1");
		assertRefused(() -> ReadOptions.DEFAULTS.withPageSize(0), "'pageSize' (0) must be from 1 to 1000");
		assertRefused(() -> ReadOptions.DEFAULTS.withPageSize(1001), "'pageSize' (1001) must be from 1 to 1000");
		assertRefused(() -> ReadOptions.DEFAULTS.withMaxSize(0), "'maxSize' (0) must be from 1 to 1000000");
		assertRefused(() -> ReadOptions.DEFAULTS.withMaxSize(1_000_001),
				"'maxSize' (1000001) must be from 1 to 1000000");
		assertRefused(() -> ReadOptions.DEFAULTS.withFull().withPage(1), "'full' cannot be combined with 'page', "
				+ "'pageSize' and 'maxSize': ask for the whole, or for a part");
		assertRefused(() -> CallOptions.of("x").withPreviewMaxSize(0), "'previewMaxSize' (0) must be at least 1");
		assertThat(ReadOptions.DEFAULTS.withPage(3).withPageSize(7).withMaxSize(5).withFormat(ResponseFormat.FULL))
			.isEqualTo(new ReadOptions(ResponseFormat.FULL, false, 3, 7, 5, false));
		assertThat(ReadOptions.DEFAULTS.withFull().withExposedOnly())
			.isEqualTo(new ReadOptions(null, true, null, null, null, true));
	}

	@Test
	void taskInProgressHasNoParts() {
		RefResponse<?> response = refCache()
			.call(CallOptions.of("slow").withExecutor("manual").withAsyncTimeout(Duration.ZERO), (task) -> NUMBERS);
		assertThat(get(response, ReadOptions.DEFAULTS.withPage(1))).isEqualTo(get(response, ReadOptions.DEFAULTS));
		assertThatExceptionOfType(TaskInProgressException.class)
			.isThrownBy(() -> refCache().resolve(String.valueOf(response.refId()), List.class));
		this.fixture.manual().runAll();
		preview(get(response, ReadOptions.DEFAULTS));
	}

	private static void assertRefused(ThrowingCallable call, String message) {
		assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
	}

	private RefResponse<?> call(String name, @Nullable Object value) {
		return refCache().<@Nullable Object>call(CallOptions.of(name), (task) -> value);
	}

	private RefResponse<?> get(RefResponse<?> response, ReadOptions options) {
		return refCache().get(String.valueOf(response.refId()), options);
	}

	private RefCache refCache() {
		return this.fixture.refCache();
	}

	private EngineFixture fixture(PreviewSettings settings) {
		return EngineFixture.with((builder) -> builder.previews(generator(), settings));
	}

	private PreviewGenerator generator() {
		PreviewGenerator generator = PreviewGenerators.create(SizeMeasurer.characters());
		return (value, maxBytes) -> {
			this.measured.incrementAndGet();
			return generator.measure(value, maxBytes);
		};
	}

	private static CacheResponse.Preview<?> preview(RefResponse<?> response) {
		assertThat(response).isInstanceOf(CacheResponse.Preview.class);
		return (CacheResponse.Preview<?>) response;
	}

	/**
	 * An element that counts how often it is written.
	 */
	public static final class Row {

		private final int id;

		private final AtomicInteger written;

		Row(int id, AtomicInteger written) {
			this.id = id;
			this.written = written;
		}

		public int getId() {
			this.written.incrementAndGet();
			return this.id;
		}

	}

	private static final class CountingList extends AbstractList<Integer> implements RandomAccess {

		private final AtomicInteger reads = new AtomicInteger();

		@Override
		public Integer get(int index) {
			this.reads.incrementAndGet();
			return index;
		}

		@Override
		public int size() {
			return 10_000;
		}

	}

}
