package io.refcache.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.refcache.RefCached;
import io.refcache.RefResponse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The answer of calls that outlast their {@code asyncTimeout}, two hundred at a time,
 * each of which has a thread that runs it: they come evenly, or wake up all at once,
 * where the last has to wait for the others to get a processor. What a bare future needs
 * for the same is the floor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g", "-Xmn512m" })
@Threads(TimeoutBenchmark.CALLERS)
public class TimeoutBenchmark {

	static final int CALLERS = 200;

	private static final int TIMEOUT = 100;

	/** A caller calls again while the thread of its last call still ends. */
	private static final String THREADS = "refcache.task.execution.pool.core-size=" + 2 * CALLERS;

	private ConfigurableApplicationContext context;

	private Slow slow;

	@Setup
	public void start() {
		this.context = BenchmarkApplication.start(Slow.class, THREADS);
		this.slow = this.context.getBean(Slow.class);
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Object refCached(Numbers numbers, Arrival arrival) throws InterruptedException {
		long number = numbers.next();
		CountDownLatch gate = this.slow.hold(number);
		RefResponse<String> response = this.slow.value(number);
		gate.countDown();
		return response;
	}

	@Benchmark
	public Object floor(Arrival arrival) throws Exception {
		try {
			return new CompletableFuture<>().get(TIMEOUT, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return ex;
		}
	}

	/**
	 * When a caller comes.
	 */
	@State(Scope.Thread)
	public static class Arrival {

		@Param({ "evenly", "at-once" })
		private String arrival;

		private boolean isHere;

		@Setup(Level.Iteration)
		public void begin() {
			this.isHere = this.arrival.equals("at-once");
		}

		@Setup(Level.Invocation)
		public void await() throws InterruptedException {
			if (!this.isHere) {
				this.isHere = true;
				Thread.sleep(ThreadLocalRandom.current().nextInt(TIMEOUT));
			}
		}

	}

	static class Slow {

		private final ConcurrentHashMap<Long, CountDownLatch> gates = new ConcurrentHashMap<>();

		CountDownLatch hold(long number) {
			CountDownLatch gate = new CountDownLatch(1);
			this.gates.put(number, gate);
			return gate;
		}

		@RefCached(asyncTimeout = TIMEOUT + "ms")
		RefResponse<String> value(long number) throws InterruptedException {
			CountDownLatch gate = this.gates.remove(number);
			gate.await();
			return RefResponse.of("value");
		}

	}

}
