package io.refcache.benchmarks;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Rows that are measured in one run, so that they can be compared. In each of its rounds
 * everything has one new JVM: what the machine does besides meets all of it alike.
 */
enum RowGroup {

	HIT(5, new Part("HitBenchmark"), new Part("HitBenchmark\\.(floor|refCached).*", 2)),

	VARIANTS("HitVariantsBenchmark", 5),

	MISS("MissBenchmark", 3),

	DISPATCH("DispatchBenchmark", 5),

	JOIN("JoinBenchmark", 3),

	TIMEOUT("TimeoutBenchmark", 3),

	POLL("PollBenchmark", 3),

	HTTP("HttpPollBenchmark", 3),

	START_UP("StartUpBenchmark", 8),

	/**
	 * With a collector that has no threads of its own beside the two that are measured,
	 * and enough memory to have nothing to do.
	 */
	CLEANUP(new CleanupProbe(), 3, "-XX:+UseParallelGC", "-Xms6g", "-Xmx6g", "-Xmn3g", "-XX:+AlwaysPreTouch"),

	/** Without leave to read fields of the JDK, each field is a refusal. */
	MEMORY(new MemoryProbe(), 1, "-Xmx2g", "-Djol.magicFieldOffset=true", "-Djdk.attach.allowAttachSelf=true",
			"-XX:+EnableDynamicAgentLoading", "--add-opens=java.base/java.lang=ALL-UNNAMED",
			"--add-opens=java.base/java.lang.ref=ALL-UNNAMED", "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
			"--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
			"--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
			"--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
			"--add-exports=java.base/jdk.internal.vm.annotation=ALL-UNNAMED");

	private final int rounds;

	private final List<Part> parts;

	private final @Nullable Probe probe;

	private final List<String> options;

	RowGroup(String benchmarks, int rounds) {
		this(rounds, new Part(benchmarks));
	}

	RowGroup(int rounds, Part... parts) {
		this.rounds = rounds;
		this.parts = List.of(parts);
		this.probe = null;
		this.options = List.of();
	}

	RowGroup(Probe probe, int rounds, String... options) {
		this.rounds = rounds;
		this.parts = List.of();
		this.probe = probe;
		this.options = List.of(options);
	}

	int rounds() {
		return this.rounds;
	}

	/**
	 * What belongs to a round, in this order.
	 */
	List<Part> parts() {
		return this.parts;
	}

	/**
	 * What measures it in place of JMH.
	 */
	@Nullable Probe probe() {
		return this.probe;
	}

	/**
	 * Options of the probe's JVM.
	 */
	List<String> options() {
		return this.options;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Benchmarks that are run with as many threads.
	 *
	 * @param benchmarks a regular expression of their names
	 * @param threads the number of threads; 0 for what the benchmarks say
	 */
	record Part(String benchmarks, int threads) {

		Part(String benchmarks) {
			this(benchmarks, 0);
		}

	}

}
