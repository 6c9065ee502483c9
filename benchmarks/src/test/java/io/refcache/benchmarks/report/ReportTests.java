package io.refcache.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ReportTests {

	@TempDir
	private Path results;

	private Path jdk;

	@BeforeEach
	void writeEnvironment() throws IOException {
		this.jdk = Files.createDirectory(this.results.resolve("17"));
		Files.writeString(this.jdk.resolve("environment.json"), """
				{"jdk": "OpenJDK 17.0.1", "machine": "2 processors", "date": "2026-11-21", "commit": "abc1234",
				 "command": "benchmarks/run"}
				""");
	}

	@Test
	void namesWhereWhenAndHow() throws IOException {
		assertThat(Report.of(this.results).text()).contains("## JDK 17",
				"2026-11-21, on 2 processors, OpenJDK 17.0.1, commit `abc1234`:", "```shell\nbenchmarks/run\n```");
	}

	@Test
	void ratiosAreThoseOfMediansWithTheRangeOfTheRounds() throws IOException {
		write("hit", hit("floor", 1, 120, round(100, 110), round(90, 100)),
				hit("refCached", 1, 144, round(120, 140), round(110, 120)));
		assertThat(row("| hit, one argument | by hand, with Caffeine | 120 ns |")).isEqualTo(
				"| hit, one argument | by hand, with Caffeine | 120 ns | 100 ns | 1.20x (1.21x to 1.24x) | ≤ 1.30x | met |");
	}

	@Test
	void bytesAreCompared() throws IOException {
		write("hit", hit("floor", 1, 120, round(100)), hit("refCached", 1, 160, round(100)));
		assertThat(row("| hit, one argument | by hand, with Caffeine | 160 B |"))
			.endsWith("| 120 B | 40 B | ≤ 32 B | **missed** |");
	}

	@Test
	void threadsTellBenchmarksApart() throws IOException {
		write("hit", hit("refCached", 1, 1, round(100)), hit("refCached", 2, 1, round(125)));
		assertThat(row("| hits of 2 threads |")).endsWith("| 125 ns | 100 ns | 1.60x | ≥ 1.80x | **missed** |");
	}

	@Test
	void theLargestOfSeveralReferencesCounts() throws IOException {
		write("dispatch", result("DispatchBenchmark.refCached", 8, 0, round(120)),
				result("DispatchBenchmark.async", 8, 0, round(100)),
				result("DispatchBenchmark.timeLimiter", 8, 0, round(110)));
		assertThat(row("| miss on the executor, saturated | the slower of")).contains("| 120 ns | 110 ns | 1.09x |");
	}

	@Test
	void samplesAreKnownByTheirPercentiles() throws IOException {
		write("timeout", timeout("refCached", "[[100.5, 95], [107.5, 4], [130, 1]]", "[[101, 99]], [[101, 1]]"),
				timeout("floor", "[[100, 100]]", "[[100, 100]]"));
		assertThat(row("| answer after `asyncTimeout` = 100 ms, 200 callers evenly"))
			.endsWith("| 107.5 ms | 100 ms | 107.5 ms (101 ms to 107.5 ms) | ≤ 105 ms | **missed** |");
		assertThat(row("| `TimeoutBenchmark.refCached arrival=evenly x200` |"))
			.endsWith("| 101 ms | 2: 100.5 ms to 101 ms | 107.5 ms |  |");
	}

	@Test
	void theLargestOfAllRoundsCounts() throws IOException {
		String written = """
				{"benchmark": "io.refcache.benchmarks.CleanupProbe.%s", "mode": "ss",
				 "params": {"kind": "tasks", "live": "1000000"},
				 "primaryMetric": {"scoreUnit": "us/op", "rawData": %s}}
				""";
		write("cleanup", written.formatted("slowestWrite", "[[150], [250], [160]]"),
				written.formatted("slowestWriteAlone", "[[90], [70], [80]]"));
		assertThat(row("| slowest write of all rounds, in a cleanup of references"))
			.endsWith("| 250 us | 90 us | 250 us (150 us to 250 us) | ≤ 200 us | **missed** |");
	}

	@Test
	void withoutTargetThereIsNoVerdict() throws IOException {
		write("join", join("futures", 300), join("futuresCopied", 200));
		assertThat(row("| 10 000 futures of one key, arriving before it completes | one `CompletableFuture`, a copy"))
			.endsWith("| 300 ns | 200 ns | 1.50x |  |  |");
	}

	@Test
	void whatWasNotMeasuredIsLeftOut() throws IOException {
		write("hit", hit("refCached", 1, 1, round(100)));
		assertThat(Report.of(this.results).text()).contains("| `HitBenchmark.refCached` |")
			.doesNotContain("| hit, one argument |", "### Floors and peers");
	}

	@Test
	void nothingIsNotLessThanNothing() throws IOException {
		write("hit", hit("floorThree", 1, 0, round(100)),
				hit("refCachedThree", 1, 0, round(100)).replace("[[0]]", "[[-0.001]]"));
		assertThat(row("| hit, three arguments | by hand, with Caffeine | 0.00 B |"))
			.endsWith("| 0.00 B | 0.00 B | ≤ 32 B | met |");
	}

	@Test
	void whatHasNoFiguresIsMissing() throws IOException {
		write("hit", hit("refCached", 1, 1, round(100)), hit("cacheableSync", 1, 1, round(100)),
				hit("floor", 1, 1, round(100)));
		assertThat(Report.of(this.results).missing())
			.contains("JDK 17: hit, one argument | `@Cacheable` (HitBenchmark.refCached, HitBenchmark.cacheable)",
					"JDK 17: floors and peers (HitBenchmark.cacheable, HitBenchmark.floor)")
			.noneMatch((row) -> row.contains("HitBenchmark.cacheableSync,"))
			.noneMatch((row) -> row.contains("by hand, with Caffeine (HitBenchmark.refCached,"));
	}

	@Test
	void aRunThatDidNotEndIsLeftOut() throws IOException {
		Files.createDirectory(this.results.resolve("25"));
		assertThat(Report.of(this.results).text()).contains("## JDK 17").doesNotContain("## JDK 25");
	}

	@Test
	void nothingMeasuredIsNoReport() throws IOException {
		Files.delete(this.jdk.resolve("environment.json"));
		assertThatIOException().isThrownBy(() -> Report.of(this.results))
			.withMessageStartingWith("Nothing was measured to the end");
	}

	@Test
	void figuresThatAreMissingLeaveTheDocumentAlone() throws Exception {
		Path document = this.results.resolve("benchmarks.md");
		assertThat(run(document)).isEqualTo(1);
		assertThat(document).doesNotExist();
		assertThat(run(document, "--partial")).isZero();
		assertThat(document).exists();
	}

	private int run(Path document, String... options) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), Report.class.getName(), this.results.toString(),
						document.toString()));
		command.addAll(List.of(options));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor();
	}

	@Test
	void floorsThatMoveAreMarked() throws IOException {
		write("hit", hit("floor", 1, 1, round(100)), hit("cacheableSync", 1, 1, round(250)),
				hit("cacheable", 1, 1, round(150)));
		assertThat(row("| `HitBenchmark.cacheableSync` | `HitBenchmark.floor`")).endsWith("| 2.50x | 2.57x | yes |");
		assertThat(row("| `HitBenchmark.cacheable` | `HitBenchmark.floor`")).endsWith("| 1.50x | 3.58x | **no** |");
	}

	@Test
	void floorsThatWereChangedSayHow() throws IOException {
		write("hit", hit("floor", 1, 1, round(100)), hit("floorThree", 1, 1, round(110)));
		assertThat(row("| `HitBenchmark.floorThree` | `HitBenchmark.floor`"))
			.endsWith("| 1.10x | 1.67x | **no**: its key was a list of the arguments, and is a record |");
	}

	private String row(String start) throws IOException {
		return Report.of(this.results)
			.text()
			.lines()
			.filter((line) -> line.startsWith(start))
			.findFirst()
			.orElseThrow();
	}

	private void write(String group, String... results) throws IOException {
		Files.writeString(this.jdk.resolve(group + ".json"), "[" + String.join(",", results) + "]");
	}

	private static String hit(String method, int threads, int bytes, int[]... rounds) {
		return result("HitBenchmark." + method, threads, bytes, rounds);
	}

	private static String timeout(String method, String... rounds) {
		return """
				{"benchmark": "io.refcache.benchmarks.TimeoutBenchmark.%s", "mode": "sample", "threads": 200,
				 "params": {"arrival": "evenly"},
				 "primaryMetric": {"scoreUnit": "ms/op", "rawDataHistogram": [[%s]]}}
				""".formatted(method, String.join("],[", rounds));
	}

	private static String join(String method, int time) {
		return """
				{"benchmark": "io.refcache.benchmarks.JoinBenchmark.%s", "params": {"arrival": "before"},
				 "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[%d]]}}
				""".formatted(method, time);
	}

	private static String result(String name, int threads, int bytes, int[]... rounds) {
		return String.format(Locale.ROOT, """
				{"benchmark": "io.refcache.benchmarks.%s", "mode": "avgt", "threads": %d,
				 "primaryMetric": {"score": 0, "scoreUnit": "ns/op", "rawData": %s},
				 "secondaryMetrics": {"gc.alloc.rate.norm": {"rawData": [[%d]]}}}
				""", name, threads, Arrays.deepToString(rounds), bytes);
	}

	private static int[] round(int... values) {
		return values;
	}

}
