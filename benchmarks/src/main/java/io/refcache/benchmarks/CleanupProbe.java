package io.refcache.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;

import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.task.CleanupReport;
import io.refcache.task.TaskRegistry;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Cleanup of a hundred thousand that have expired, among many that have not, while
 * another thread goes on to compute.
 */
final class CleanupProbe implements Probe {

	private static final String[] PROPERTIES = { "refcache.task.max-retained=10000000", "refcache.task.retention=5m",
			"refcache.memory.max-entries=10000000", "refcache.task.cleanup-interval=1d",
			"management.observations.enable.refcache=false" };

	private static final int EXPIRED = 100_000;

	@Override
	public List<ProbeResult> measure(boolean smoke) throws Exception {
		int scale = smoke ? 100 : 1;
		List<ProbeResult> results = new ArrayList<>();
		for (Kind kind : Kind.values()) {
			// The first one is slow, for nothing is compiled.
			measure(kind, 200_000 / scale, EXPIRED / scale);
			results.addAll(measure(kind, 200_000 / scale, EXPIRED / scale));
			results.addAll(measure(kind, 1_000_000 / scale, EXPIRED / scale));
		}
		return results;
	}

	private List<ProbeResult> measure(Kind kind, int all, int expired) throws Exception {
		try (ConfigurableApplicationContext context = BenchmarkApplication.start(CleanupConfiguration.class,
				PROPERTIES)) {
			Writes writes = context.getBean(Writes.class);
			MovedClock clock = context.getBean(MovedClock.class);
			TaskRegistry tasks = context.getBean(TaskRegistry.class);
			fill((kind == Kind.ENTRIES) ? writes::brief : writes::briefTask, 0, expired);
			clock.advance(Duration.ofMinutes(4));
			fill((kind == Kind.ENTRIES) ? writes::lasting : writes::lastingTask, expired, all);
			clock.advance(Duration.ofSeconds(90));
			System.gc();
			Writer alone = new Writer(writes, all, 0);
			alone.start();
			Thread.sleep(100);
			alone.end();
			System.gc();
			Writer writer = new Writer(writes, all, 1);
			writer.start();
			long start = System.nanoTime();
			CleanupReport report = tasks.cleanup();
			long took = System.nanoTime() - start;
			writer.end();
			if (report.total() != expired) {
				throw new IllegalStateException("%d removed, not %d".formatted(report.total(), expired));
			}
			Map<String, String> params = Map.of("kind", kind.name().toLowerCase(Locale.ROOT), "live",
					Integer.toString(all));
			return List.of(ProbeResult.of(this, "perRemoved", params, "ns/op", (double) took / expired),
					ProbeResult.of(this, "slowestWrite", params, "us/op", writer.slowest / 1000.0),
					ProbeResult.of(this, "slowestWriteAlone", params, "us/op", alone.slowest / 1000.0));
		}
	}

	private static void fill(LongConsumer write, int from, int to) {
		for (int i = from; i < to; i++) {
			write.accept(i);
		}
	}

	/**
	 * What is cleaned up.
	 */
	enum Kind {

		/** Values that nobody has a reference to, by their ttl. */
		ENTRIES,

		/** References that were handed out, by their retention. */
		TASKS

	}

	/**
	 * A thread that computes, and knows its slowest call.
	 */
	private static final class Writer extends Thread {

		private final CountDownLatch started = new CountDownLatch(1);

		private final Writes writes;

		private long next;

		private volatile boolean ends;

		private long slowest;

		Writer(Writes writes, int from, int number) {
			super("writer");
			this.writes = writes;
			this.next = from + number * 100_000_000L;
		}

		@Override
		public synchronized void start() {
			super.start();
			try {
				this.started.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void run() {
			while (!this.ends) {
				long start = System.nanoTime();
				this.writes.lasting(this.next++);
				this.slowest = Math.max(this.slowest, System.nanoTime() - start);
				this.started.countDown();
			}
		}

		void end() throws InterruptedException {
			this.ends = true;
			join();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CleanupConfiguration {

		@Bean(name = "refCacheClock", defaultCandidate = false)
		MovedClock refCacheClock() {
			return new MovedClock();
		}

		@Bean
		Writes writes() {
			return new Writes();
		}

	}

	/**
	 * The system's clock, put forward.
	 */
	static final class MovedClock implements InstantSource {

		private volatile long ahead;

		void advance(Duration duration) {
			this.ahead += duration.toMillis();
		}

		@Override
		public Instant instant() {
			return Instant.ofEpochMilli(millis());
		}

		@Override
		public long millis() {
			return System.currentTimeMillis() + this.ahead;
		}

	}

	static class Writes {

		@RefCached(ttl = "1m")
		String brief(long number) {
			return "value";
		}

		@RefCached(ttl = "1h")
		String lasting(long number) {
			return "value";
		}

		@RefCached(ttl = "1m")
		RefResponse<String> briefTask(long number) {
			return RefResponse.of("value");
		}

		@RefCached(ttl = "1h")
		RefResponse<String> lastingTask(long number) {
			return RefResponse.of("value");
		}

	}

}
