package io.refcache.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
 * Neither value nor argument counts: the one is the same for all, the other, a number, is
 * subtracted.
 */
final class MemoryProbe implements Probe {

	private static final int RUNNING = 1000;

	private static final String[] PROPERTIES = { "refcache.task.max-retained=1000000", "refcache.task.retention=1h",
			"refcache.memory.max-entries=1000000", "refcache.task.execution.pool.core-size=" + RUNNING,
			"refcache.task.cleanup-interval=1d", "logging.level.io.refcache=error" };

	/** Whether to tell which classes it is made of. */
	private static final boolean CLASSES = Boolean.getBoolean("benchmarks.classes");

	@Override
	public List<ProbeResult> measure(boolean smoke) throws Exception {
		int count = smoke ? 100 : 10_000;
		int running = smoke ? 10 : RUNNING;
		try (ConfigurableApplicationContext context = BenchmarkApplication.start(Sized.class, PROPERTIES);
				ConfigurableApplicationContext unobserved = BenchmarkApplication.start(Sized.class,
						Stream.concat(Stream.of(PROPERTIES), Stream.of(BenchmarkApplication.UNOBSERVED))
							.toArray(String[]::new))) {
			Sized sized = context.getBean(Sized.class);
			ReferenceStore store = context.getBean(ReferenceStore.class);
			return List.of(result("entry", growth(store, count, sized::value)),
					result("retained", growth(store, count, sized::response)),
					result("running", growthByRunning(context, running)),
					result("runningUnobserved", growthByRunning(unobserved, running)));
		}
	}

	private ProbeResult result(String name, double bytes) {
		return ProbeResult.of(this, name, Map.of(), "B", bytes);
	}

	private static double growth(Object root, int count, LongConsumer call) {
		for (int i = 0; i < 1000; i++) {
			call.accept(-1 - i);
		}
		return measure(root, count, call);
	}

	/** Each thread has run one before, so that what stays with it is no part of this. */
	private static double growthByRunning(ConfigurableApplicationContext context, int count) throws Exception {
		Sized sized = context.getBean(Sized.class);
		TaskRegistry tasks = context.getBean(TaskRegistry.class);
		RunningTasks first = new RunningTasks(sized, tasks);
		for (int i = 0; i < count; i++) {
			first.start(-1 - i);
		}
		first.end();
		RunningTasks second = new RunningTasks(sized, tasks);
		double growth = measure(context.getBean(RefCacheEngine.class), count, second::start);
		second.end();
		return growth;
	}

	private static double measure(Object root, int count, LongConsumer call) {
		GraphLayout before = GraphLayout.parseInstance(root);
		for (int i = 0; i < count; i++) {
			call.accept(i);
		}
		GraphLayout after = GraphLayout.parseInstance(root);
		if (CLASSES) {
			print(before, after, count);
		}
		// The argument is not the memory of the cache; what leads to it is.
		long argument = GraphLayout.parseInstance(Long.MAX_VALUE).totalSize();
		return (double) (after.totalSize() - before.totalSize()) / count - argument;
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

	/**
	 * Tasks that run until they are let go.
	 */
	private static final class RunningTasks {

		private final CountDownLatch end = new CountDownLatch(1);

		private final AtomicInteger started = new AtomicInteger();

		private final Sized sized;

		private final TaskRegistry tasks;

		private int count;

		RunningTasks(Sized sized, TaskRegistry tasks) {
			this.sized = sized;
			this.tasks = tasks;
			sized.body(this::await);
		}

		private String await() {
			this.started.incrementAndGet();
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return "value";
		}

		/** Waits until its body has a thread. */
		void start(long number) {
			this.sized.running(number, ProgressCallback.NOOP);
			this.count++;
			while (this.started.get() < this.count) {
				Thread.onSpinWait();
			}
		}

		void end() {
			this.end.countDown();
			while (this.tasks.active() > 0) {
				Thread.onSpinWait();
			}
		}

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
