package io.refcache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON that clients see, byte by byte, whatever the application's mapper is set to.
 */
class JsonTests {

	private static final String REF = "app:0123456789abcdef0123456789abcdef";

	private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

	private static final InstantSource NOW = InstantSource.fixed(START.plusSeconds(3));

	private static final TaskError ERROR = new TaskError("java.io.IOException", "broken", "e1");

	static Stream<Named<JsonMapper>> mappers() {
		return Stream.of(Named.of("default", JsonMapper.builder().build()), Named.of("hostile", JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY)
				.withContentInclusion(JsonInclude.Include.NON_NULL))
			.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
			.disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
			.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
			.enable(EnumFeature.WRITE_ENUMS_USING_INDEX)
			.disable(SerializationFeature.INDENT_OUTPUT)
			.build()));
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void minimalTask(JsonMapper mapper) {
		assertThat(mapper.writeValueAsString(task(ResponseFormat.MINIMAL))).isEqualTo(
				"{\"ref_id\":\"" + REF + "\",\"status\":\"processing\",\"is_complete\":false,\"is_async\":true}");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void standardTask(JsonMapper mapper) {
		assertThat(mapper.writeValueAsString(task(ResponseFormat.STANDARD))).isEqualTo("{\"ref_id\":\"" + REF
				+ "\",\"status\":\"processing\",\"is_complete\":false,\"is_async\":true,"
				+ "\"started_at\":\"2026-01-02T03:04:05.678Z\","
				+ "\"progress\":{\"current\":3,\"total\":9,\"message\":\"reading\",\"percentage\":33.333333333333336},"
				+ "\"message\":\"reading\"}");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void fullTask(JsonMapper mapper) {
		assertThat(mapper.writeValueAsString(task(ResponseFormat.FULL))).isEqualTo("{\"ref_id\":\"" + REF
				+ "\",\"status\":\"processing\",\"is_complete\":false,\"is_async\":true,"
				+ "\"started_at\":\"2026-01-02T03:04:05.678Z\","
				+ "\"progress\":{\"current\":3,\"total\":9,\"message\":\"reading\",\"percentage\":33.333333333333336},"
				+ "\"message\":\"reading\",\"eta_seconds\":6.0,\"error\":null,\"not_before\":null,\"retry_count\":0,"
				+ "\"can_retry\":false,\"expected_schema\":{\"return_type\":\"java.lang.String\"}}");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void suppliedReferencesAreNamedIfThereAreAny(JsonMapper mapper) {
		String named = "\"depends_on\":[\"a:1\"]}";

		assertThat(mapper.writeValueAsString(CacheResponse.complete(REF, 1).withDependsOn(List.of("a:1"))))
			.endsWith(named);
		assertThat(mapper.writeValueAsString(new CacheResponse.Withheld<>(REF).withDependsOn(List.of("a:1"))))
			.endsWith(named);
		assertThat(mapper
			.writeValueAsString(new CacheResponse.Preview<>(REF, 1, "sample", 1, 1, 1, null, null, null, null, "")
				.withDependsOn(List.of("a:1"))))
			.endsWith(named);
		assertThat(mapper.writeValueAsString(task(ResponseFormat.STANDARD).withDependsOn(List.of("a:1"))))
			.endsWith(named);
		assertThat(mapper.writeValueAsString(task(ResponseFormat.FULL).waitingFor(List.of("a:1")))).endsWith(named)
			.contains("Task waits for a:1, and will start then");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void taskOfWhichLittleIsKnown(JsonMapper mapper) {
		TaskInfo task = info(TaskStatus.PENDING, null, null);

		assertThat(mapper.writeValueAsString(AsyncTaskResponse.of(task, null, ResponseFormat.FULL, NOW)))
			.isEqualTo("{\"ref_id\":\"" + REF + "\",\"status\":\"pending\",\"is_complete\":false,\"is_async\":true,"
					+ "\"started_at\":\"2026-01-02T03:04:05.678Z\",\"progress\":null,"
					+ "\"message\":\"Task is queued and will start shortly\",\"eta_seconds\":null,\"error\":null,"
					+ "\"not_before\":null,\"retry_count\":0,\"can_retry\":false,\"expected_schema\":null}");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void failedTask(JsonMapper mapper) {
		AsyncTaskResponse<?> response = AsyncTaskResponse.of(info(TaskStatus.FAILED, null, ERROR), null,
				ResponseFormat.FULL, NOW);

		assertThat(mapper.writeValueAsString(response)).contains("\"message\":\"Task failed: broken\"")
			.contains("\"error\":\"broken\"");
		assertThat(mapper.writeValueAsString(response.withoutErrorMessage()))
			.contains("\"message\":\"Task failed: IOException (error id e1)\"")
			.contains("\"error\":\"IOException (error id e1)\"")
			.doesNotContain("broken");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void completeValue(JsonMapper mapper) {
		assertThat(mapper.writeValueAsString(CacheResponse.complete(REF, List.of(1, 2)))).isEqualTo("{\"ref_id\":\""
				+ REF + "\",\"value\":[1,2],\"is_complete\":true,\"is_async\":false,\"size\":null,\"total_items\":2}");
		assertThat(mapper.writeValueAsString(RefResponse.of(null))).isEqualTo("{\"ref_id\":null,\"value\":null,"
				+ "\"is_complete\":true,\"is_async\":false,\"size\":null,\"total_items\":null}");
		assertThat(mapper.writeValueAsString(CacheResponse.complete(REF, List.of()))).isEqualTo("{\"ref_id\":\"" + REF
				+ "\",\"value\":[],\"is_complete\":true,\"is_async\":false," + "\"size\":null,\"total_items\":0}");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void preview(JsonMapper mapper) {
		assertThat(mapper.writeValueAsString(new CacheResponse.Preview<>(REF, List.of(1), "sample", null, 900, 10, null,
				null, null, null, "ask for more")))
			.isEqualTo("{\"ref_id\":\"" + REF + "\",\"preview\":[1],\"is_complete\":false,\"is_async\":false,"
					+ "\"preview_strategy\":\"sample\",\"total_items\":null,\"original_size\":900,\"preview_size\":10,"
					+ "\"message\":\"ask for more\"}");
		assertThat(mapper.writeValueAsString(new CacheResponse.Preview<>(REF, List.of(1), "paginate", 50, 900, 10, 2, 3,
				true, null, "ask for more")))
			.isEqualTo("{\"ref_id\":\"" + REF + "\",\"preview\":[1],\"is_complete\":false,\"is_async\":false,"
					+ "\"preview_strategy\":\"paginate\",\"total_items\":50,\"original_size\":900,\"preview_size\":10,"
					+ "\"page\":2,\"total_pages\":3,\"has_next\":true,\"message\":\"ask for more\"}");
		assertThat(mapper.writeValueAsString(
				new CacheResponse.Preview<>(REF, List.of(1), "paginate", 50, 900, 10, 3, 3, false, 1, "ask for more")))
			.isEqualTo("{\"ref_id\":\"" + REF + "\",\"preview\":[1],\"is_complete\":false,\"is_async\":false,"
					+ "\"preview_strategy\":\"paginate\",\"total_items\":50,\"original_size\":900,\"preview_size\":10,"
					+ "\"page\":3,\"total_pages\":3,\"has_next\":false,\"sampled_items\":1,"
					+ "\"message\":\"ask for more\"}");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void task(JsonMapper mapper) {
		assertThat(mapper.writeValueAsString(info(TaskStatus.PROCESSING, null, null))).isEqualTo("{\"ref_id\":\"" + REF
				+ "\",\"name\":\"op\",\"status\":\"processing\",\"progress\":null,\"started_at\":\"2026-01-02T03:04:05.678Z\","
				+ "\"completed_at\":null,\"not_before\":null,\"error\":null,\"retry_count\":0,\"max_retries\":0,\"retry_history\":[],"
				+ "\"can_retry\":false,\"is_terminal\":false}");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void retriedTask(JsonMapper mapper) {
		TaskInfo task = new TaskInfo(REF, "op", TaskStatus.FAILED, null, START, START.plusSeconds(1), null, ERROR, 1, 3,
				true, List.of(new RetryInfo(1, ERROR, START)));

		assertThat(mapper.writeValueAsString(task)).isEqualTo("{\"ref_id\":\"" + REF
				+ "\",\"name\":\"op\",\"status\":\"failed\",\"progress\":null,\"started_at\":\"2026-01-02T03:04:05.678Z\","
				+ "\"completed_at\":\"2026-01-02T03:04:06.678Z\",\"not_before\":null,\"error\":\"broken\",\"retry_count\":1,"
				+ "\"max_retries\":3,\"retry_history\":[{\"attempt\":1,\"error\":\"broken\","
				+ "\"timestamp\":\"2026-01-02T03:04:05.678Z\"}],\"can_retry\":true,\"is_terminal\":false}");
	}

	@Test
	void taskWithoutTextsSaysNothingThatTheComputationSaid() {
		TaskInfo task = new TaskInfo(REF, "op", TaskStatus.FAILED, TaskProgress.of(1, 2, "secret"), START,
				START.plusSeconds(1), null, ERROR, 1, 3, true, List.of(new RetryInfo(1, ERROR, START)));

		String json = JsonMapper.builder().build().writeValueAsString(task.withoutTexts());

		assertThat(json).contains("\"error\":\"IOException (error id e1)\"", "\"percentage\":50.0")
			.doesNotContain("broken", "secret");
		assertThat(task.withoutTexts().retryHistory()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void emptyProgress(JsonMapper mapper) {
		assertThat(mapper.writeValueAsString(new TaskProgress(null, null, null, null)))
			.isEqualTo("{\"current\":null,\"total\":null,\"message\":null,\"percentage\":null}");
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void reference(JsonMapper mapper) {
		assertThat(mapper.writeValueAsString(new CacheReference(REF, "public", START, null)))
			.isEqualTo("{\"ref_id\":\"" + REF + "\",\"namespace\":\"public\","
					+ "\"created_at\":\"2026-01-02T03:04:05.678Z\",\"expires_at\":null}");
		assertThat(mapper.writeValueAsString(new CacheReference(REF, "public", START, START.plusSeconds(1))))
			.endsWith("\"expires_at\":\"2026-01-02T03:04:06.678Z\"}");
	}

	@Test
	void timesWithoutFractionStayTexts() {
		assertThat(JsonMapper.builder()
			.build()
			.writeValueAsString(new CacheReference(REF, "public", Instant.parse("2026-01-02T03:04:05Z"), null)))
			.contains("\"created_at\":\"2026-01-02T03:04:05Z\"");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "3, 9, 3, 6.0", "9, 9, 3, 0.0", "12, 9, 3, 0.0", "0, 9, 3, -", "3, 0, 3, -",
			"3, -, 3, -", "-, 9, 3, -", "1, 2, 0, 0.0", "1, 2, -60, 0.0", "1, 1000000, 1, 999999.0" })
	void estimateIsWhatIsLeftAtThePaceSoFar(Long current, Long total, long elapsed, Double eta) {
		TaskInfo task = info(TaskStatus.PROCESSING, new TaskProgress(current, total, null, null), null);
		InstantSource now = InstantSource.fixed(START.plus(Duration.ofSeconds(elapsed)));

		assertThat(AsyncTaskResponse.of(task, null, ResponseFormat.FULL, now).etaSeconds()).isEqualTo(eta);
	}

	@ParameterizedTest
	@CsvSource({ "PENDING", "COMPLETE", "FAILED", "CANCELLED" })
	void onlyARunningTaskHasAnEstimate(TaskStatus status) {
		TaskInfo task = info(status, TaskProgress.of(1, 2, null), null);

		assertThat(AsyncTaskResponse.of(task, null, ResponseFormat.FULL, NOW).etaSeconds()).isNull();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, 2", "10, 1", "14, 1", "15, 2", "110, 25", "130, 30", "9223372036854775807, 30" })
	void pollComesAfterAQuarterOfTheEstimate(Long total, int seconds) {
		TaskInfo task = info(TaskStatus.PROCESSING, (total != null) ? TaskProgress.of(10, total, null) : null, null);

		assertThat(AsyncTaskResponse.of(task, null, ResponseFormat.FULL, InstantSource.fixed(START.plusSeconds(10)))
			.pollAfterSeconds()).isEqualTo(seconds);
	}

	@ParameterizedTest
	@CsvSource({ "-5, 1", "0, 1", "1, 1", "7, 7", "30, 30", "31, 30", "100000000, 30" })
	void pollComesWhenTheNextAttemptStarts(long waits, int seconds) {
		TaskInfo task = new TaskInfo(REF, "test", TaskStatus.PENDING, null, START, null, START.plusSeconds(waits), null,
				1, 3, true, List.of());

		AsyncTaskResponse<?> response = AsyncTaskResponse.of(task, null, ResponseFormat.FULL,
				InstantSource.fixed(START));

		assertThat(response.pollAfterSeconds()).isEqualTo(seconds);
		assertThat(response.message())
			.isEqualTo("Attempt 1 of 4 failed; the next one starts at " + START.plusSeconds(waits));
		assertThat(response.notBefore()).isEqualTo(START.plusSeconds(waits));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "1, 4, -, 25.0", "5, 4, -, 100.0", "0, 4, -, 0.0", "-1, 4, -, 0.0", "1, 0, -, -", "1, -1, -, -",
					"-, 4, -, -", "1, 4, 70, 70.0", "1, 4, 170, 100.0", "1, 4, -3, 0.0", "1, 4, NaN, 25.0",
					"-, -, NaN, -", "9223372036854775807, 9223372036854775807, -, 100.0" })
	void percentageIsGivenOrComputedAndClamped(Long current, Long total, Double given, Double percentage) {
		TaskProgress progress = new TaskProgress(current, total, null, given);

		assertThat(progress.percentage()).isEqualTo(percentage);
		assertThat(Arrays.asList(progress.current(), progress.total()))
			.allMatch((value) -> value == null || value >= 0);
	}

	@Test
	void messagesTellTheState() {
		Map<TaskStatus, String> messages = new LinkedHashMap<>();
		for (TaskStatus status : TaskStatus.values()) {
			messages.put(status,
					AsyncTaskResponse.of(info(status, null, null), null, ResponseFormat.FULL, NOW).message());
		}

		assertThat(messages).containsExactly(Map.entry(TaskStatus.PENDING, "Task is queued and will start shortly"),
				Map.entry(TaskStatus.PROCESSING, "Task is processing (ref_id=" + REF + ")"),
				Map.entry(TaskStatus.COMPLETE, "Task completed successfully"),
				Map.entry(TaskStatus.FAILED, "Task failed"), Map.entry(TaskStatus.CANCELLED, "Task was cancelled"));
	}

	@ParameterizedTest
	@CsvSource({ "COMPLETE, 0, true, true, false", "CANCELLED, 0, true, true, false", "FAILED, 0, true, false, true",
			"FAILED, 3, true, true, false", "FAILED, 0, false, true, false", "PENDING, 0, true, false, false",
			"PROCESSING, 0, true, false, false" })
	void taskCanBeRetriedUntilItIsTerminal(TaskStatus status, int retries, boolean replayable, boolean terminal,
			boolean canRetry) {
		TaskInfo task = new TaskInfo(REF, "op", status, null, START, null, null, null, retries, 3, replayable,
				List.of());

		assertThat(task.isTerminal()).isEqualTo(terminal);
		assertThat(task.canRetry()).isEqualTo(canRetry);
	}

	private static AsyncTaskResponse<String> task(ResponseFormat format) {
		TaskInfo task = info(TaskStatus.PROCESSING, TaskProgress.of(3, 9, "reading"), null);
		return AsyncTaskResponse.of(task, new ExpectedSchema("java.lang.String"), format, NOW);
	}

	private static TaskInfo info(TaskStatus status, TaskProgress progress, TaskError error) {
		return new TaskInfo(REF, "op", status, progress, START, null, null, error, 0, 0, false, List.of());
	}

}
