package io.refcache.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.timelimiter.TimeLimiter;
import io.refcache.RefCached;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * A miss that ends in time on the executor, with all processors busy: eight callers and a
 * pool of two. How long a single caller takes to wake up says nothing on a virtual
 * machine. Each way is warmed up alike, and alone in its JVM.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g" })
@Threads(8)
public class DispatchBenchmark {

	private static final int WARM_UP_CALLS = Integer.getInteger("benchmarks.warm-up-calls", 200_000);

	private static final int POOL = 2;

	private static final String TWO_THREADS = "refcache.task.execution.pool.core-size=" + POOL;

	private static final int QUEUE = 256;

	private static final int TIMEOUT = 10;

	@Benchmark
	public Object submitAndGet(Submission way, Numbers numbers) throws Exception {
		return way.call(numbers.next());
	}

	@Benchmark
	public Object timeLimiter(Limited way, Numbers numbers) throws Exception {
		return way.call(numbers.next());
	}

	@Benchmark
	public Object async(Asynchronous way, Numbers numbers) throws Exception {
		return way.call(numbers.next());
	}

	@Benchmark
	public Object refCached(Application way, Numbers numbers) throws Exception {
		return way.call(numbers.next());
	}

	@Benchmark
	public Object refCachedUnobserved(Unobserved way, Numbers numbers) throws Exception {
		return way.call(numbers.next());
	}

	/**
	 * A way to the executor and back.
	 */
	public abstract static class Way {

		abstract Object call(long number) throws Exception;

		/**
		 * By one caller, so that there is a processor left to compile.
		 */
		@Setup
		public void warmUp() throws Exception {
			for (long i = 1; i <= WARM_UP_CALLS; i++) {
				call(-i);
			}
		}

	}

	/**
	 * A pool, and nothing else.
	 */
	@State(Scope.Benchmark)
	public static class Submission extends Way {

		final ThreadPoolExecutor pool = new ThreadPoolExecutor(POOL, POOL, 1, TimeUnit.MINUTES,
				new LinkedBlockingQueue<>(QUEUE));

		@Override
		Object call(long number) throws Exception {
			return this.pool.submit(() -> "value").get(TIMEOUT, TimeUnit.SECONDS);
		}

		@TearDown
		public void stop() {
			this.pool.shutdown();
		}

	}

	/**
	 * The same pool behind Resilience4j.
	 */
	@State(Scope.Benchmark)
	public static class Limited extends Submission {

		private final TimeLimiter timeLimiter = TimeLimiter.of(Duration.ofSeconds(TIMEOUT));

		@Override
		Object call(long number) throws Exception {
			return this.timeLimiter.executeFutureSupplier(() -> this.pool.submit(() -> "value"));
		}

	}

	/**
	 * An application as the starter makes it.
	 */
	@State(Scope.Benchmark)
	public static class Application extends Way {

		private final ConfigurableApplicationContext context;

		final Dispatched dispatched;

		public Application() {
			this(TWO_THREADS);
		}

		Application(String... properties) {
			this.context = BenchmarkApplication.start(DispatchConfiguration.class, properties);
			this.dispatched = this.context.getBean(Dispatched.class);
		}

		@Override
		Object call(long number) throws Exception {
			return this.dispatched.refCached(number);
		}

		@TearDown
		public void stop() {
			this.context.close();
		}

	}

	/**
	 * An application whose calls are not observed.
	 */
	@State(Scope.Benchmark)
	public static class Unobserved extends Application {

		public Unobserved() {
			super(TWO_THREADS, BenchmarkApplication.UNOBSERVED);
		}

	}

	/**
	 * The same application, of which Spring's own means are called.
	 */
	@State(Scope.Benchmark)
	public static class Asynchronous extends Application {

		@Override
		Object call(long number) throws Exception {
			return this.dispatched.async(number).get(TIMEOUT, TimeUnit.SECONDS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class DispatchConfiguration {

		@Bean(defaultCandidate = false)
		ThreadPoolTaskExecutor asyncExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(POOL);
			executor.setMaxPoolSize(POOL);
			executor.setQueueCapacity(QUEUE);
			return executor;
		}

		@Bean
		Dispatched dispatched() {
			return new Dispatched();
		}

	}

	static class Dispatched {

		@RefCached(asyncTimeout = TIMEOUT + "s")
		String refCached(long number) {
			return "value";
		}

		@Async("asyncExecutor")
		CompletableFuture<String> async(long number) {
			return CompletableFuture.completedFuture("value");
		}

	}

}
