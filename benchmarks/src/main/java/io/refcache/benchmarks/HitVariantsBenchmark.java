package io.refcache.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.refcache.CacheResponse;
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
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Hits that do more than return a value to anybody.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g" })
public class HitVariantsBenchmark {

	private ConfigurableApplicationContext context;

	private CachedResults cached;

	@Setup
	public void start() {
		this.context = BenchmarkApplication.start(HitConfiguration.class);
		this.cached = this.context.getBean(CachedResults.class);
		this.context.getBean(Pollution.class).run();
		expectPreview(this.cached.large(Ids.all()[0]));
	}

	private static void expectPreview(RefResponse<?> response) {
		if (!(response instanceof CacheResponse.Preview<?> preview)
				|| !Integer.valueOf(CachedResults.MANY).equals(preview.totalItems())) {
			throw new IllegalStateException("No preview of %d elements: %s".formatted(CachedResults.MANY, response));
		}
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Object plain(Ids ids) {
		return this.cached.one(ids.next());
	}

	@Benchmark
	public Object response(Ids ids) {
		return this.cached.response(ids.next());
	}

	@Benchmark
	public Object namespaceOfActor(Ids ids, Alice alice) {
		return this.cached.ofUser(ids.next());
	}

	@Benchmark
	public Object largeWithPreview(Ids ids) {
		return this.cached.large(ids.next());
	}

	/**
	 * Who is logged in on a thread.
	 */
	@State(Scope.Thread)
	public static class Alice {

		@Setup
		public void logIn() {
			SecurityContextHolder.getContext()
				.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("alice", null, List.of()));
		}

		@TearDown
		public void logOut() {
			SecurityContextHolder.clearContext();
		}

	}

}
