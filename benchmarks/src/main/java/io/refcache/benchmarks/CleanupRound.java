package io.refcache.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import io.refcache.benchmarks.CleanupWrites.Kind;
import io.refcache.task.CleanupReport;
import io.refcache.task.TaskRegistry;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A cleanup of an application that has been filled.
 */
final class CleanupRound {

	private static final String[] PROPERTIES = { "refcache.task.max-retained=10000000", "refcache.task.retention=5m",
			"refcache.memory.max-entries=10000000", "refcache.task.cleanup-interval=1d" };

	private final Kind kind;

	private final int all;

	private final int expired;

	private long took;

	private long slowest;

	private long slowestAlone;

	CleanupRound(Kind kind, int all, int expired) {
		this.kind = kind;
		this.all = all;
		this.expired = expired;
	}

	/** Nanoseconds of the cleanup, of each that it removed. */
	double perRemoved() {
		return (double) this.took / this.expired;
	}

	/** Microseconds of the slowest write while it was cleaned up. */
	double slowestWrite() {
		return this.slowest / 1000.0;
	}

	/** Microseconds of the slowest write while nothing else was done. */
	double slowestWriteAlone() {
		return this.slowestAlone / 1000.0;
	}

	void measure() throws InterruptedException {
		try (ConfigurableApplicationContext context = BenchmarkApplication.start(CleanupConfiguration.class,
				PROPERTIES)) {
			CleanupWrites writes = context.getBean(CleanupWrites.class);
			fill(writes, context.getBean(MovedClock.class));
			cleanUp(writes, context.getBean(TaskRegistry.class));
			writeAlone(writes);
		}
	}

	private void fill(CleanupWrites writes, MovedClock clock) {
		for (int i = 0; i < this.expired; i++) {
			this.kind.writeBrief(writes, i);
		}
		clock.advance(Duration.ofMinutes(4));
		for (int i = this.expired; i < this.all; i++) {
			this.kind.writeLasting(writes, i);
		}
		clock.advance(Duration.ofSeconds(90));
	}

	private void cleanUp(CleanupWrites writes, TaskRegistry tasks) throws InterruptedException {
		System.gc();
		CleanupWriter writer = new CleanupWriter(this.kind, writes, this.all);
		writer.start();
		long start = System.nanoTime();
		CleanupReport report = tasks.cleanup();
		this.took = System.nanoTime() - start;
		this.slowest = writer.end();
		if (report.total() != this.expired) {
			throw new IllegalStateException("%d removed, not %d".formatted(report.total(), this.expired));
		}
	}

	/**
	 * For as long as the cleanup took, and after it: what is written here is not cleaned
	 * up.
	 */
	private void writeAlone(CleanupWrites writes) throws InterruptedException {
		System.gc();
		CleanupWriter writer = new CleanupWriter(this.kind, writes, this.all + 100_000_000L);
		writer.start();
		TimeUnit.NANOSECONDS.sleep(this.took);
		this.slowestAlone = writer.end();
	}

	@Configuration(proxyBeanMethods = false)
	static class CleanupConfiguration {

		@Bean(name = "refCacheClock", defaultCandidate = false)
		MovedClock refCacheClock() {
			return new MovedClock();
		}

		@Bean
		CleanupWrites writes() {
			return new CleanupWrites();
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

}
