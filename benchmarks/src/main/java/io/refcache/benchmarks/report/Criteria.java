package io.refcache.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that is asked for.
 */
final class Criteria {

	private final List<Criterion> criteria = new ArrayList<>();

	private Criteria() {
	}

	static List<Criterion> all() {
		Criteria all = new Criteria();
		all.hits();
		all.misses();
		all.waits();
		all.polls();
		all.memory();
		return List.copyOf(all.criteria);
	}

	private void hits() {
		for (String arguments : List.of("", "Three")) {
			String what = arguments.isEmpty() ? "hit, one argument" : "hit, three arguments";
			String hit = "HitBenchmark.refCached" + arguments;
			String floor = "HitBenchmark.floor" + arguments;
			ratio(what, "by hand, with Caffeine", hit, floor, 1.3);
			ratio(what + ", 2 threads", "by hand, with Caffeine", hit + " x2", floor + " x2", 1.5);
			add(what, "by hand, with Caffeine", hit, floor, Metric.BYTES, Comparison.DIFFERENCE,
					Target.atMost(32, "B"));
			ratio(what, "`@Cacheable(sync = true)`", hit, "HitBenchmark.cacheableSync" + arguments, 0.6);
			ratio(what, "`@Cacheable`", hit, "HitBenchmark.cacheable" + arguments, 0.45);
			add(what, "`@Cacheable(sync = true)`", hit, "HitBenchmark.cacheableSync" + arguments, Metric.BYTES,
					Comparison.RATIO, Target.atMost(0.3, "x"));
			add(what, "`@Cacheable`", hit, "HitBenchmark.cacheable" + arguments, Metric.BYTES, Comparison.RATIO,
					Target.atMost(0.3, "x"));
		}
		ratio("hit as `RefResponse`", "plain hit", "HitVariantsBenchmark.response", "HitVariantsBenchmark.plain", 1.3);
		ratio("hit in the namespace of an authenticated actor", "plain hit", "HitVariantsBenchmark.namespaceOfActor",
				"HitVariantsBenchmark.plain", 2.5);
		ratio("hit on 10 000 elements, as a preview", "plain hit", "HitVariantsBenchmark.largeWithPreview",
				"HitVariantsBenchmark.plain", 3);
		add("hits of 2 threads", "1 thread", "HitBenchmark.refCached x2", "HitBenchmark.refCached", Metric.MEDIAN,
				Comparison.SCALING, Target.atLeast(1.8, "x"));
	}

	private void misses() {
		for (String observed : List.of("", "Unobserved")) {
			String unobserved = observed.isEmpty() ? "" : ", not observed";
			String what = "miss on the executor, saturated" + unobserved;
			String miss = "DispatchBenchmark.refCached%s x8".formatted(observed);
			String floor = "DispatchBenchmark.submitAndGet x8";
			ratio(what, "`submit().get(timeout)`", miss, floor, 1.3);
			add(what, "`submit().get(timeout)`", miss, floor, Metric.BYTES, Comparison.DIFFERENCE,
					Target.atMost(500, "B"));
			this.criteria.add(new Criterion(what, "the slower of `@Async` and Resilience4j", miss,
					List.of("DispatchBenchmark.async x8", "DispatchBenchmark.timeLimiter x8"), Metric.MEDIAN,
					Comparison.RATIO, Target.atMost(1.1, "x")));
			add("miss on a same-thread executor" + unobserved, "beside one by hand",
					"MissBenchmark.sameThreadExecutor" + observed, "MissBenchmark.byHand", Metric.MEDIAN,
					Comparison.VALUE, Target.atMost(1000, "ns"));
			add("miss on the caller's thread" + unobserved, "beside one by hand",
					"MissBenchmark.callersThread" + observed, "MissBenchmark.byHand", Metric.MEDIAN, Comparison.VALUE,
					Target.atMost(2000, "ns"));
		}
	}

	private void waits() {
		for (String arrival : List.of("before", "while")) {
			ratio("10 000 blocking callers of one key, arriving %s it completes".formatted(arrival),
					"one `CompletableFuture`", "JoinBenchmark.blocking arrival=" + arrival,
					"JoinBenchmark.blockingFloor arrival=" + arrival, 1.2);
			for (String observed : List.of("", "Unobserved")) {
				String unobserved = observed.isEmpty() ? "" : ", not observed";
				ratio("10 000 futures of one key, arriving %s it completes%s".formatted(arrival, unobserved),
						"one `CompletableFuture`", "JoinBenchmark.futures%s arrival=%s".formatted(observed, arrival),
						"JoinBenchmark.futuresFloor arrival=" + arrival, 1.2);
			}
			add("10 000 futures of one key, arriving %s it completes".formatted(arrival),
					"one `CompletableFuture`, a copy of it for each caller", "JoinBenchmark.futures arrival=" + arrival,
					"JoinBenchmark.futuresCopied arrival=" + arrival, Metric.MEDIAN, Comparison.RATIO,
					Target.none("x"));
		}
		for (String arrival : List.of("evenly", "at-once")) {
			add("answer after `asyncTimeout` = 100 ms, 200 callers %s, 99th percentile"
				.formatted(arrival.replace('-', ' ')), "beside `get(100 ms)` of a bare future",
					"TimeoutBenchmark.refCached arrival=%s x200".formatted(arrival),
					"TimeoutBenchmark.floor arrival=%s x200".formatted(arrival), Metric.P99, Comparison.VALUE,
					Target.atMost(105, "ms"));
		}
	}

	private void polls() {
		value("poll of a running task", "PollBenchmark.get", Metric.MEDIAN, Target.atMost(300, "ns"));
		value("poll of a running task", "PollBenchmark.get", Metric.BYTES, Target.atMost(300, "B"));
		add("poll of a running task, and progress before each", "progress alone", "PollBenchmark.getChanged",
				"PollBenchmark.change", Metric.MEDIAN, Comparison.DIFFERENCE, Target.atMost(300, "ns"));
		add("poll of a running task, and progress before each", "progress alone", "PollBenchmark.getChanged",
				"PollBenchmark.change", Metric.BYTES, Comparison.DIFFERENCE, Target.atMost(300, "B"));
		add("poll over HTTP", "controller with a constant", "HttpPollBenchmark.poll x8",
				"HttpPollBenchmark.constant x8", Metric.MEDIAN, Comparison.RATIO, Target.atLeast(0.9, "x"));
	}

	private void memory() {
		for (String kind : List.of("entries", "tasks")) {
			String of = kind.equals("entries") ? "values by their ttl" : "references by their retention";
			String many = " kind=" + kind + " live=1000000";
			add("cleanup of 100 000 of 1 000 000 " + of + ", each", "beside one by hand",
					"CleanupProbe.perRemoved" + many, "CleanupProbe.perRemoved kind=by_hand live=1000000",
					Metric.MEDIAN, Comparison.VALUE, Target.atMost(500, "ns"));
			add("slowest write of all rounds, in a cleanup of " + of, "beside that without a cleanup",
					"CleanupProbe.slowestWrite" + many, "CleanupProbe.slowestWriteAlone" + many, Metric.MAX,
					Comparison.VALUE, Target.atMost(200, "us"));
			add("writes of more than 0.2 ms in a cleanup of " + of, "beside those without a cleanup",
					"CleanupProbe.slowWrites" + many, "CleanupProbe.slowWritesAlone" + many, Metric.MEDIAN,
					Comparison.VALUE, Target.none("ppm"));
			ratio("cleanup of 100 000 of 1 000 000 " + of, "of 200 000", "CleanupProbe.perRemoved" + many,
					"CleanupProbe.perRemoved kind=" + kind + " live=200000", 2);
		}
		value("memory of a retained reference", "MemoryProbe.retained", Metric.MEDIAN, Target.atMost(400, "B"));
		value("memory of a retained task, with progress, read", "MemoryProbe.retainedTask", Metric.MEDIAN,
				Target.atMost(400, "B"));
		value("memory of a running task", "MemoryProbe.running", Metric.MEDIAN, Target.atMost(800, "B"));
		value("memory of a running task, not observed", "MemoryProbe.runningUnobserved", Metric.MEDIAN,
				Target.atMost(800, "B"));
		add("start of a web application", "same libraries and proxies, refcache's auto-configurations excluded",
				"StartUpBenchmark.with", "StartUpBenchmark.without", Metric.MEDIAN, Comparison.DIFFERENCE,
				Target.atMost(80, "ms"));
	}

	private void ratio(String what, String against, String benchmark, String reference, double limit) {
		add(what, against, benchmark, reference, Metric.MEDIAN, Comparison.RATIO, Target.atMost(limit, "x"));
	}

	private void value(String what, String benchmark, Metric metric, Target target) {
		add(what, "", benchmark, null, metric, Comparison.VALUE, target);
	}

	private void add(String what, String against, String benchmark, @Nullable String reference, Metric metric,
			Comparison comparison, Target target) {
		this.criteria.add(new Criterion(what, against, benchmark, (reference != null) ? List.of(reference) : List.of(),
				metric, comparison, target));
	}

}
