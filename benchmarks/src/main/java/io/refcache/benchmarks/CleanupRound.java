package io.refcache.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.refcache.benchmarks.CleanupWrites.Kind;
import io.refcache.task.CleanupReport;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A cleanup of an application that has been filled.
 */
final class CleanupRound {

	private static final String[] PROPERTIES = { "refcache.task.max-retained=10000000", "refcache.task.retention=5m",
			"refcache.memory.max-entries=10000000", "refcache.task.cleanup-interval=1d" };

	private static final int WARM_UPS = 20;

	private static final int WARM_UP_SHARE = 5;

	/** Arguments of a writer that no other has. */
	private static final long FAR = 100_000_000;

	private final Kind kind;

	private final int all;

	private final int expired;

	private long took;

	private @Nullable CleanupWriter beside;

	private @Nullable CleanupWriter alone;

	CleanupRound(Kind kind, int all, int expired) {
		this.kind = kind;
		this.all = all;
		this.expired = expired;
	}

	/** Nanoseconds of the cleanup, of each that it removed. */
	double perRemoved() {
		return (double) this.took / this.expired;
	}

	/** Who wrote while it was cleaned up. */
	CleanupWriter beside() {
		return Objects.requireNonNull(this.beside);
	}

	/** Who wrote while nothing else was done. */
	CleanupWriter alone() {
		return Objects.requireNonNull(this.alone);
	}

	void measure() throws InterruptedException {
		try (ConfigurableApplicationContext context = BenchmarkApplication.start(CleanupConfiguration.class,
				PROPERTIES)) {
			CleanupWrites writes = context.getBean(CleanupWrites.class);
			MovedClock clock = context.getBean(MovedClock.class);
			TaskRegistry tasks = context.getBean(TaskRegistry.class);
			warmUp(writes, clock, tasks);
			fill(writes, clock);
			cleanUp(writes, tasks);
			writeAlone(writes);
		}
	}

	/**
	 * Cleanups, with a writer beside each, that compile what a cleanup does. They leave
	 * nothing.
	 */
	private void warmUp(CleanupWrites writes, MovedClock clock, TaskRegistry tasks) throws InterruptedException {
		for (int i = 0; i < WARM_UPS; i++) {
			for (int j = 0; j < this.expired / WARM_UP_SHARE; j++) {
				this.kind.writeBrief(writes, j);
			}
			clock.advance(Duration.ofMinutes(6));
			CleanupWriter writer = new CleanupWriter(this.kind, writes, FAR * (i + 1));
			writer.start();
			tasks.cleanup();
			writer.end();
		}
		clock.advance(Duration.ofHours(2));
		tasks.cleanup();
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
		// What is still to be compiled is, and takes no processor from the two.
		TimeUnit.SECONDS.sleep(2);
		CleanupWriter writer = new CleanupWriter(this.kind, writes, this.all);
		writer.start();
		long start = System.nanoTime();
		CleanupReport report = tasks.cleanup();
		this.took = System.nanoTime() - start;
		this.beside = writer.end();
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
		CleanupWriter writer = new CleanupWriter(this.kind, writes, FAR);
		writer.start();
		TimeUnit.NANOSECONDS.sleep(this.took);
		this.alone = writer.end();
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
