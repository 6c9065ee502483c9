package io.refcache.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A look at a task that runs, in process.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g" })
public class PollBenchmark {

	private ConfigurableApplicationContext context;

	private Running running;

	private RefCache refCache;

	private String refId;

	@Setup
	public void start() throws InterruptedException {
		this.context = BenchmarkApplication.start(Running.class);
		this.running = this.context.getBean(Running.class);
		this.refCache = this.context.getBean(RefCache.class);
		this.refId = this.running.value(ProgressCallback.NOOP).refId();
		this.running.awaitStart();
	}

	@TearDown
	public void stop() {
		this.running.end();
		this.context.close();
	}

	@Benchmark
	public Object get() {
		return this.refCache.get(this.refId);
	}

	@Benchmark
	public Object taskStatus() {
		return this.refCache.taskStatus(this.refId);
	}

	static class Running {

		private final CountDownLatch started = new CountDownLatch(1);

		private final CountDownLatch end = new CountDownLatch(1);

		@RefCached(asyncTimeout = "0s")
		RefResponse<String> value(ProgressCallback progress) throws InterruptedException {
			progress.report(3, 10, "reading");
			this.started.countDown();
			this.end.await();
			return RefResponse.of("value");
		}

		void awaitStart() throws InterruptedException {
			this.started.await();
		}

		void end() {
			this.end.countDown();
		}

	}

}
