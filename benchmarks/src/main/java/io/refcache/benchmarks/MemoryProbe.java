package io.refcache.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.ReferenceStore;
import io.refcache.task.TaskRegistry;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Memory of a reference: how much larger the whole graph of objects is with many of them.
 * Neither value nor argument counts: the one is the same for all, the other, a number, is
 * subtracted.
 */
final class MemoryProbe implements Probe {

	private static final int RUNNING = 1000;

	/** No thread comes or goes meanwhile. */
	private static final List<String> PROPERTIES = List.of("refcache.task.max-retained=1000000",
			"refcache.task.retention=1h", "refcache.memory.max-entries=1000000", "refcache.task.cleanup-interval=1d",
			"refcache.task.execution.pool.keep-alive=1h", "logging.level.io.refcache=error");

	@Override
	public List<String> parts() {
		return List.of("entry", "retained", "retainedTask", "running", "runningUnobserved");
	}

	@Override
	public List<ProbeResult> measure(String part, boolean smoke) throws Exception {
		int count = smoke ? 100 : 10_000;
		int running = smoke ? 10 : RUNNING;
		double bytes = switch (part) {
			case "entry" -> growth(count, Sized::value);
			case "retained" -> growth(count, Sized::response);
			case "retainedTask" -> growthByRetained(count);
			case "running" -> growthByRunning(running);
			case "runningUnobserved" -> growthByRunning(running, BenchmarkApplication.UNOBSERVED);
			default -> throw new IllegalArgumentException(part);
		};
		return List.of(ProbeResult.of(this, part, Map.of(), "B", bytes));
	}

	private static double growth(int count, ObjLongConsumer<Sized> call) {
		try (ConfigurableApplicationContext context = start(1)) {
			Sized sized = context.getBean(Sized.class);
			return growth(context.getBean(ReferenceStore.class), count, (number) -> call.accept(sized, number));
		}
	}

	/**
	 * Of all that the engine leads to, for a task leaves its traces not only in the
	 * store.
	 */
	private static double growthByRetained(int count) {
		try (ConfigurableApplicationContext context = start(1)) {
			return growth(context.getBean(RefCacheEngine.class), count, (number) -> retain(context, number));
		}
	}

	private static double growth(Object root, int count, LongConsumer call) {
		for (int i = 0; i < 1000; i++) {
			call.accept(-1 - i);
		}
		return GraphGrowth.perCall(root, count, call);
	}

	private static void retain(ConfigurableApplicationContext context, long number) {
		RefCache refCache = context.getBean(RefCache.class);
		RunningTasks task = new RunningTasks(context.getBean(Sized.class), context.getBean(TaskRegistry.class));
		String refId = task.start(number);
		boolean ran = refCache.get(refId) instanceof AsyncTaskResponse
				&& refCache.get(refId) instanceof AsyncTaskResponse;
		task.end();
		if (!ran || !(refCache.get(refId) instanceof CacheResponse<?>)) {
			throw new IllegalStateException(refId + " was not polled while it ran, or not read after");
		}
	}

	/** Each thread has run one before, so that what stays with it is no part of this. */
	private static double growthByRunning(int count, String... properties) {
		try (ConfigurableApplicationContext context = start(count, properties)) {
			Sized sized = context.getBean(Sized.class);
			TaskRegistry tasks = context.getBean(TaskRegistry.class);
			RunningTasks first = new RunningTasks(sized, tasks);
			for (int i = 0; i < count; i++) {
				first.start(-1 - i);
			}
			first.end();
			RunningTasks second = new RunningTasks(sized, tasks);
			double growth = GraphGrowth.perCall(context.getBean(RefCacheEngine.class), count, second::start);
			second.end();
			return growth;
		}
	}

	private static ConfigurableApplicationContext start(int threads, String... properties) {
		List<String> all = new ArrayList<>(PROPERTIES);
		all.add("refcache.task.execution.pool.core-size=" + threads);
		all.addAll(List.of(properties));
		return BenchmarkApplication.start(Sized.class, all.toArray(String[]::new));
	}

	static class Sized {

		private volatile Supplier<String> body = () -> "value";

		void body(Supplier<String> body) {
			this.body = body;
		}

		@RefCached
		String value(long number) {
			return "value";
		}

		@RefCached
		RefResponse<String> response(long number) {
			return RefResponse.of("value");
		}

		@RefCached(asyncTimeout = "0s")
		RefResponse<String> running(long number, ProgressCallback progress) {
			progress.report(3, 10, "reading");
			return RefResponse.of(this.body.get());
		}

	}

}
