package io.refcache.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.refcache.AsyncTaskResponse;
import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.TaskProgress;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceStore;
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
 * A look at a task that runs, in process. Its progress is what it was at the last look,
 * or has changed since, as it has for a client that asks once a second. A change is what
 * the store is told at most every 100 ms, so it is measured by itself, too.
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

	private ReferenceStore store;

	private String refId;

	private RefId id;

	private long run;

	private long step;

	@Setup
	public void start() throws InterruptedException {
		this.context = BenchmarkApplication.start(Running.class);
		this.running = this.context.getBean(Running.class);
		this.refCache = this.context.getBean(RefCache.class);
		this.store = this.context.getBean(ReferenceStore.class);
		this.refId = this.running.value(ProgressCallback.NOOP).refId();
		this.running.awaitStart();
		this.id = RefId.parse(this.refId.substring(0, this.refId.indexOf(':')), this.refId);
		this.run = this.store.find(this.id, Part.HEAD).run();
		expectChange();
	}

	private void expectChange() {
		long step = ((AsyncTaskResponse<?>) getChanged()).progress().current();
		if (step != this.step) {
			throw new IllegalStateException("Progress is %d, not %d".formatted(step, this.step));
		}
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
	public Object getChanged() {
		change();
		return this.refCache.get(this.refId);
	}

	@Benchmark
	public boolean change() {
		return this.store.progress(this.id, this.run, TaskProgress.of(++this.step, Long.MAX_VALUE, "reading"));
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
