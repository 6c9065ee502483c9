package io.refcache.memory;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Test;

/**
 * Steps of two threads that meet, in many interleavings. Each has to give the answers of
 * some order of the same steps one after the other, and has to leave the indexes clean.
 */
class MemoryReferenceStoreRaceTests {

	private static final int INTERLEAVINGS = 40;

	@Test
	void endMeetsOtherSteps() {
		check("""
				claimX          | succeedX       | publishX findX
				claimX          | succeedX       | lookup lookup
				claimX          | failX          | publishX findX
				claimX publishX | succeedX findX | cancelX findX
				claimX          | succeedX       | cancelX publishX
				claimX          | succeedX       | removeX
				claimX publishX | succeedX       | cancelX removeX
				""");
	}

	@Test
	void claimMeetsOtherSteps() {
		check("""
				                | claimX          | claimY lookup
				                | claimX succeedX | claimY
				claimX          | succeedX        | claimY
				claimX          | failX           | claimY succeedY
				                | claimX          | clear lookup
				claimX          | succeedX        | detach
				claimX publishX | succeedX        | clear
				claimX          | succeedX        | setY lookup
				                | setY lookup     | clear
				""");
	}

	@Test
	void manualRetryMeetsOtherSteps() {
		check("""
				claimX publishX failX | retryX                 | claimY lookup
				claimX publishX failX | retryX lookup          | retryXOnceMore
				claimX publishX failX | retryX                 | findX lookup
				claimX publishX failX | retryX                 | removeX findX
				claimX publishX failX | retryX                 | cancelX removeX
				claimX publishX failX | retryX                 | clear lookup
				claimX publishX       | failX                  | retryX claimY
				claimX publishX       | detach failX           | retryX claimY
				""");
	}

	@Test
	void firstEndMeetsAnother() {
		check("""
				claimX publishX claimElsewhereY publishY | failX       | failY
				claimX publishX claimElsewhereY publishY | failX findX | succeedY
				""");
	}

	@Test
	void manualRetryMeetsTheEndsAroundIt() {
		check("""
				claimX publishX              | failX                  | retryX succeedRetriedX
				claimX publishX              | failX                  | passSomeTime retryX failRetriedX
				claimX publishX failX        | retryX                 | succeedRetriedX removeX
				claimX publishX failX        | retryX                 | passSomeTime failRetriedX
				claimX publishX failX        | retryX                 | passSomeTime succeedRetriedX
				claimX publishX failX retryX | succeedRetriedX        | cancelX
				""");
	}

	@Test
	void manualRetryMeetsTheSweep() {
		check("""
				claimX publishX failX        | retryX                   | passRetention sweep
				claimX publishX failX        | passRetention            | retryX sweep
				claimX publishX failX        | retryX succeedRetriedX   | passRetention sweep
				claimX publishX failX        | retryX failRetriedX      | passRetention sweep
				claimX publishX failX retryX | succeedRetriedX findX    | passRetention sweep
				claimX publishX failX        | retryX failRetriedX      | sweepAll findX
				claimX publishX failX        | retryX succeedRetriedX   | sweepAll lookup
				claimX publishX              | succeedX                 | sweepAll detach
				""");
	}

	@Test
	void manualRetryMeetsTheLackOfRoom() {
		checkCramped("""
				claimX publishX failX claimElsewhereY publishY | retryX                 | failY
				claimX publishX failX claimElsewhereY publishY | retryX succeedRetriedX | failY
				claimX publishX failX                 | retryX                 | setElsewhereY
				""");
	}

	@Test
	void automaticRetryMeetsOtherSteps() {
		check("""
				claimX publishX | retryLaterX                 | cancelX findX
				claimX publishX | retryLaterX                 | detach findX
				claimX          | retryLaterX                 | detach lookup
				claimX          | retryLaterX succeedRetriedX | claimY
				claimX publishX | retryLaterX                 | clear claimY
				claimX          | retryLaterX succeedRetriedX | succeedX
				claimX publishX | retryLaterX failRetriedX    | passRetention sweep
				""");
	}

	/**
	 * Checks scenarios, one a line: what comes before, and what two threads do then.
	 */
	private static void check(String scenarios) {
		check(scenarios, RacingStore.class);
	}

	private static void checkCramped(String scenarios) {
		check(scenarios, CrampedRacingStore.class);
	}

	private static void check(String scenarios, Class<? extends RacingStore> store) {
		ModelCheckingOptions options = new ModelCheckingOptions().iterations(0)
			.invocationsPerIteration(INTERLEAVINGS)
			.minimizeFailedScenario(false)
			.loopBound(1000)
			.addGuarantee(ManagedStrategyGuaranteeKt.forClasses(MemoryReferenceStoreRaceTests::isTrusted)
				.allMethods()
				.treatAsAtomic());
		scenarios.lines().map((line) -> line.split("\\|")).forEach((parts) -> {
			List<List<Actor>> threads = List.of(actors(parts[1]), actors(parts[2]));
			options.addCustomScenario(new ExecutionScenario(actors(parts[0]), threads, List.of(), actor("check")));
		});
		options.check(store);
	}

	/**
	 * Whether a class is taken as correct, its methods as steps that nothing interrupts:
	 * libraries, and values that never change.
	 */
	private static boolean isTrusted(String type) {
		if (type.startsWith("io.refcache.")) {
			return !type.startsWith("io.refcache.memory.") || type.equals(Transition.class.getName());
		}
		// What is called through a function is the store's own.
		return type.startsWith("com.github.benmanes.caffeine.") || type.startsWith("java.time.")
				|| (type.startsWith("java.util.") && !type.startsWith("java.util.concurrent.locks.")
						&& !type.startsWith("java.util.function."));
	}

	private static List<Actor> actors(String names) {
		return Arrays.stream(names.strip().split(" +"))
			.filter((name) -> !name.isEmpty())
			.map((name) -> actor(name))
			.toList();
	}

	private static Actor actor(String name) {
		try {
			Method method = RacingStore.class.getMethod(name);
			return new Actor(method, List.of());
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
