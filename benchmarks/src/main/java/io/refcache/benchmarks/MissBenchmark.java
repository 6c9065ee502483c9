package io.refcache.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

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
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A miss whose body does nothing, on one thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g" })
public class MissBenchmark {

	private ConfigurableApplicationContext context;

	private Misses misses;

	@Setup
	public void start() {
		this.context = BenchmarkApplication.start(MissConfiguration.class);
		this.misses = this.context.getBean(Misses.class);
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Object callersThread(Numbers numbers) {
		return this.misses.here(numbers.next());
	}

	@Benchmark
	public Object sameThreadExecutor(Numbers numbers) {
		return this.misses.onExecutor(numbers.next());
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
