package io.refcache.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.refcache.RefCached;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A miss whose body does nothing, on one thread. Much of it is the observation, which is
 * Micrometer's: so it is also measured without, beside an observation of nothing and the
 * least that such a miss has to do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g" })
public class MissBenchmark {

	/** The cache is full, as one in use is. */
	private final MissByHand byHand = new MissByHand();

	@Benchmark
	public Object byHand(Numbers numbers) {
		return this.byHand.call(numbers.next());
	}

	@Benchmark
	public Object observation(Application application) {
		return Observation.createNotStarted("benchmark", application.observations)
			.lowCardinalityKeyValue("method", "test")
			.observe(() -> "value");
	}

	@Benchmark
	public Object callersThread(Application application, Numbers numbers) {
		return application.misses.here(numbers.next());
	}

	@Benchmark
	public Object sameThreadExecutor(Application application, Numbers numbers) {
		return application.misses.onExecutor(numbers.next());
	}

	@Benchmark
	public Object callersThreadUnobserved(Unobserved application, Numbers numbers) {
		return application.misses.here(numbers.next());
	}

	@Benchmark
	public Object sameThreadExecutorUnobserved(Unobserved application, Numbers numbers) {
		return application.misses.onExecutor(numbers.next());
	}

	/**
	 * An application as the starter makes it.
	 */
	@State(Scope.Benchmark)
	public static class Application {

		private final ConfigurableApplicationContext context;

		private final ObservationRegistry observations;

		final Misses misses;

		public Application() {
			this(new String[0]);
		}

		Application(String... properties) {
			this.context = BenchmarkApplication.start(MissConfiguration.class, properties);
			this.observations = this.context.getBean(ObservationRegistry.class);
			this.misses = this.context.getBean(Misses.class);
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
			super(BenchmarkApplication.UNOBSERVED);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MissConfiguration {

		@Bean(defaultCandidate = false)
		Executor sameThread() {
			return Runnable::run;
		}

		@Bean
		Misses misses() {
			return new Misses();
		}

	}

	static class Misses {

		@RefCached
		String here(long number) {
			return "value";
		}

		@RefCached(asyncTimeout = "10s", executor = "sameThread")
		String onExecutor(long number) {
			return "value";
		}

	}

}
