package io.refcache.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures groups of rows, and writes one file of JMH's JSON for each.
 */
final class Measuring {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Path directory;

	private final boolean smoke;

	private final int rounds;

	/**
	 * Measuring.
	 * @param directory where the files go
	 * @param smoke whether only to see that all of it runs
	 * @param rounds the number of rounds; 0 for that of each group
	 */
	Measuring(Path directory, boolean smoke, int rounds) {
		this.directory = directory;
		this.smoke = smoke;
		this.rounds = rounds;
	}

	void run(RowGroup group) throws Exception {
		int count = this.smoke ? 1 : (this.rounds > 0) ? this.rounds : group.rounds();
		Files.createDirectories(this.directory);
		Path file = this.directory.resolve(group + ".json");
		Probe probe = group.probe();
		if (probe != null) {
			JSON.writeValue(file, probe(group, probe, count).stream().map(ProbeResult::toJson).toList());
		}
		else {
			write(benchmark(group, count), file);
		}
	}

	private List<ProbeResult> probe(RowGroup group, Probe probe, int count) throws Exception {
		List<ProbeResult> results = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			System.out.printf("# %s: round %d of %d%n", group, i + 1, count);
			for (String part : probe.parts()) {
				results.addAll(
						this.smoke ? probe.measure(part, true) : Probes.fork(probe.getClass(), part, group.options()));
			}
		}
		return ProbeResult.merge(results);
	}

	private List<RunResult> benchmark(RowGroup group, int count) throws RunnerException {
		Map<String, BenchmarkParams> params = new LinkedHashMap<>();
		Map<String, List<BenchmarkResult>> forks = new LinkedHashMap<>();
		for (int i = 0; i < count; i++) {
			System.out.printf("# %s: round %d of %d%n", group, i + 1, count);
			for (RowGroup.Part part : group.parts()) {
				for (RunResult result : new Runner(options(part).build()).run()) {
					String id = "%s x%d".formatted(result.getParams().id(), result.getParams().getThreads());
					params.put(id, result.getParams());
					forks.computeIfAbsent(id, (key) -> new ArrayList<>()).addAll(result.getBenchmarkResults());
				}
			}
		}
		return params.keySet().stream().map((id) -> new RunResult(params.get(id), forks.get(id))).toList();
	}

	private ChainedOptionsBuilder options(RowGroup.Part part) {
		ChainedOptionsBuilder options = new OptionsBuilder().include("\\." + part.benchmarks())
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true);
		if (part.threads() > 0) {
			options.threads(part.threads());
		}
		if (this.smoke) {
			options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(TimeValue.milliseconds(20));
		}
		return options;
	}

	private static void write(List<RunResult> results, Path file) throws IOException {
		try (PrintStream out = new PrintStream(Files.newOutputStream(file))) {
			ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
		}
	}

}
