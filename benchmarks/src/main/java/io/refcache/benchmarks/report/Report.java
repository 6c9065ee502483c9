package io.refcache.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A document of what was measured, made of JMH's JSON.
 */
public final class Report {

	private static final String INTRODUCTION = """
			# Benchmarks

			Written by `benchmarks/run` from the JSON of one run; not by hand. What is compared was measured in the same run,
			in turns: in each round everything has one new JVM. Figures are medians of all iterations unless they say
			otherwise; the range behind a result is that of the rounds, each by itself, so that a result may lie outside of it.
			A result is a ratio where its unit is x, and else a difference; that of a row *beside* a reference is the figure
			itself. Those of two threads are compared with one by what both do in the same time. Bytes are allocations of one
			operation, which for the callers of one key is all of them, and those of memory are what is kept. Hits are
			measured in JVMs whose call sites know many classes, as those of an application do; *saturated* are eight callers
			of a pool of two threads, each of which waits that long. The application has the starter with everything it brings
			in, so misses are observed and counted; what is *not observed* has `RefCacheObservationAutoConfiguration`
			excluded. Rows without a target are for information. `HitBenchmark` and its neighbours in `benchmarks/` are what
			was run.

			Why some targets are missed: [what was decided](decisions.md#what-misses-its-target).
			""";

	private final List<String> lines = new ArrayList<>();

	private final List<String> missing = new ArrayList<>();

	private Report() {
	}

	/**
	 * Makes it, and ends with 1 if figures are missing.
	 * @param arguments the directory of the results, the file to write to, and
	 * {@code --partial} if not all of it was to be measured
	 * @throws IOException if one cannot be read, or the other not written
	 */
	public static void main(String[] arguments) throws IOException {
		boolean partial = List.of(arguments).contains("--partial");
		Report report = of(Path.of(arguments[0]));
		if (!partial && !report.missing().isEmpty()) {
			System.err.printf("No figures of:%n%s%n", String.join("\n", report.missing()));
			System.exit(1);
		}
		Files.writeString(Path.of(arguments[1]), report.text());
	}

	/**
	 * Makes it of a directory that has one directory for each JDK.
	 */
	static Report of(Path results) throws IOException {
		Report report = new Report();
		report.lines.addAll(INTRODUCTION.lines().toList());
		List<Path> jdks = jdks(results);
		if (jdks.isEmpty()) {
			throw new IOException("Nothing was measured to the end in " + results);
		}
		for (Path directory : jdks) {
			report.add(directory.getFileName().toString(), new Figures(directory));
		}
		return report;
	}

	String text() {
		return this.lines.stream().collect(Collectors.joining("\n", "", "\n"));
	}

	/**
	 * The rows without figures.
	 */
	List<String> missing() {
		return List.copyOf(this.missing);
	}

	private static List<Path> jdks(Path results) throws IOException {
		try (Stream<Path> directories = Files.list(results)) {
			return directories.filter(Figures::areIn)
				.sorted(Comparator.comparingInt((directory) -> Integer.parseInt(directory.getFileName().toString())))
				.toList();
		}
	}

	private void add(String jdk, Figures figures) {
		add("", "## JDK " + jdk, "", "%s, on %s, %s, commit `%s`:".formatted(figures.environment("date"),
				figures.environment("machine"), figures.environment("jdk"), figures.environment("commit")));
		add("", "```shell", figures.environment("command"), "```", "");
		add("| what | against | measured | reference | result | target | |", "|---|---|---|---|---|---|---|");
		for (Criterion criterion : Criteria.all()) {
			Verdict verdict = Verdict.of(criterion, figures);
			if (verdict != null) {
				add(verdict.toRow());
			}
			else {
				miss(jdk, criterion.title(), criterion.benchmark(), criterion.references());
			}
		}
		addFloors(jdk, figures);
		add("", "### All figures of JDK " + jdk, "");
		add("| benchmark | median | rounds | 99 % within | bytes |", "|---|---|---|---|---|");
		figures.all().forEach(this::add);
	}

	private void addFloors(String jdk, Figures figures) {
		int start = this.lines.size();
		FloorRatio.all().forEach((ratio) -> add(jdk, ratio, figures));
		if (this.lines.size() > start) {
			this.lines.addAll(start,
					List.of("", "### Floors and peers of JDK " + jdk, "",
							"Ratios of their times to each other, beside those of a prototype on JDK 17.", "",
							"| what | to | now | before | within 30 % |", "|---|---|---|---|---|"));
		}
	}

	private void add(String jdk, FloorRatio ratio, Figures figures) {
		Double time = figures.find(ratio.benchmark(), Metric.MEDIAN);
		Double other = figures.find(ratio.other(), Metric.MEDIAN);
		if (time != null && other != null) {
			double now = time / other;
			add("| `%s` | `%s` | %s | %s | %s |".formatted(ratio.benchmark(), ratio.other(), Target.format(now, "x"),
					Target.format(ratio.before(), "x"), ratio.compare(now)));
		}
		else {
			miss(jdk, "floors and peers", ratio.benchmark(), List.of(ratio.other()));
		}
	}

	private void miss(String jdk, String row, String benchmark, List<String> others) {
		this.missing.add("JDK %s: %s (%s%s)".formatted(jdk, row, benchmark,
				others.stream().map(", "::concat).collect(Collectors.joining())));
	}

	private void add(Measured figure) {
		String unit = Metric.MEDIAN.unit(figure);
		List<Double> rounds = Metric.MEDIAN.perRound(figure).stream().sorted().toList();
		add("| `%s` | %s | %d: %s to %s | %s | %s |".formatted(figure.name(), Metric.MEDIAN.format(figure),
				rounds.size(), Target.format(rounds.get(0), unit), Target.format(rounds.get(rounds.size() - 1), unit),
				Metric.P99.format(figure), Metric.BYTES.format(figure)));
	}

	private void add(String... more) {
		this.lines.addAll(List.of(more));
	}

}
