package io.refcache.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

import io.refcache.ProgressCallback;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.ReferenceStore;
import io.refcache.task.TaskRegistry;
import org.openjdk.jol.info.GraphLayout;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Memory of a reference: how much larger the whole graph of objects is with many of them.
 * The value is one for all, and an argument is a number.
 */
final class MemoryProbe implements Probe {

	private static final String[] PROPERTIES = { "refcache.task.max-retained=1000000", "refcache.task.retention=1h",
			"refcache.memory.max-entries=1000000", "refcache.task.max-active=1000000",
			"refcache.task.execution.pool.queue-capacity=1000000", "refcache.task.cleanup-interval=1d",
			"refcache.task.shutdown-timeout=0s", "logging.level.io.refcache=error" };

	/** Whether to tell which classes it is made of. */
	private static final boolean CLASSES = Boolean.getBoolean("benchmarks.classes");

	@Override
	public List<ProbeResult> measure(boolean smoke) throws Exception {
		int count = smoke ? 100 : 10_000;
		try (ConfigurableApplicationContext context = BenchmarkApplication.start(Sized.class, PROPERTIES)) {
			Sized sized = context.getBean(Sized.class);
			ReferenceStore store = context.getBean(ReferenceStore.class);
			double entry = growth(store, count, sized::value);
			double retained = growth(store, count, sized::response);
			double running = growth(context.getBean(RefCacheEngine.class), count, (number) -> {
				sized.running(number, ProgressCallback.NOOP);
				awaitStart(context.getBean(TaskRegistry.class), sized);
			});
			return List.of(ProbeResult.of(this, "entry", Map.of(), "B", entry),
					ProbeResult.of(this, "retained", Map.of(), "B", retained),
					ProbeResult.of(this, "running", Map.of(), "B", running));
		}
	}

	/** None is in the queue then. */
	private static void awaitStart(TaskRegistry tasks, Sized sized) {
		while (sized.started() < tasks.active()) {
			Thread.onSpinWait();
		}
	}

	private static double growth(Object root, int count, LongConsumer call) {
		for (int i = 0; i < 1000; i++) {
			call.accept(-1 - i);
		}
		GraphLayout before = GraphLayout.parseInstance(root);
		for (int i = 0; i < count; i++) {
			call.accept(i);
		}
		GraphLayout after = GraphLayout.parseInstance(root);
		if (CLASSES) {
			print(before, after, count);
		}
		return (double) (after.totalSize() - before.totalSize()) / count;
	}

	private static void print(GraphLayout before, GraphLayout after, int count) {
		Map<Long, String> lines = new TreeMap<>();
		for (Class<?> type : after.getClasses()) {
			long size = after.getClassSizes().count(type) - before.getClassSizes().count(type);
			long instances = after.getClassCounts().count(type) - before.getClassCounts().count(type);
			if (size > count) {
				lines.merge(-size, "%8.1f B  %5.2f x  %s".formatted((double) size / count, (double) instances / count,
						type.getName()), (one, other) -> one + "\n" + other);
			}
		}
		lines.values().forEach(System.out::println);
	}

	static class Sized {

		private volatile int started;

		@RefCached
		String value(long number) {
			return "value";
		}

		@RefCached
		RefResponse<String> response(long number) {
			return RefResponse.of("value");
		}

		/** Runs without a thread until its future is completed, which is never. */
		@RefCached(asyncTimeout = "0s")
		CompletableFuture<String> running(long number, ProgressCallback progress) {
			progress.report(3, 10, "reading");
			synchronized (this) {
				this.started++;
			}
			return new CompletableFuture<>();
		}

		/** Of the object behind the proxy, which has fields of its own. */
		int started() {
			return this.started;
		}

	}

}
