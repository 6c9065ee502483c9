package io.refcache.benchmarks;

import java.util.concurrent.TimeUnit;

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
 * A hit through the proxy, for a plain {@code T}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g" })
public class HitBenchmark {

	/** Beyond what boxing has ready. */
	private static final int PAGE = 1234;

	private static final String LANGUAGE = "en";

	private final PlainResults direct = new PlainResults();

	private final PlainResults passThrough = PlainResults.proxied((invocation) -> invocation.proceed());

	private final PlainResults floor = PlainResults.proxied(new CachingInterceptor());

	private ConfigurableApplicationContext context;

	private CachedResults cached;

	private SpringResults spring;

	@Setup
	public void start() {
		this.context = BenchmarkApplication.start(HitConfiguration.class);
		this.cached = this.context.getBean(CachedResults.class);
		this.spring = this.context.getBean(SpringResults.class);
		this.context.getBean(Pollution.class).run();
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Object direct(Ids ids) {
		return this.direct.one(ids.next());
	}

	@Benchmark
	public Object passThrough(Ids ids) {
		return this.passThrough.one(ids.next());
	}

	@Benchmark
	public Object floor(Ids ids) {
		return this.floor.one(ids.next());
	}

	@Benchmark
	public Object floorThree(Ids ids) {
		return this.floor.three(ids.next(), PAGE, LANGUAGE);
	}

	@Benchmark
	public Object refCached(Ids ids) {
		return this.cached.one(ids.next());
	}

	@Benchmark
	public Object refCachedThree(Ids ids) {
		return this.cached.three(ids.next(), PAGE, LANGUAGE);
	}

	@Benchmark
	public Object cacheableSync(Ids ids) {
		return this.spring.syncOne(ids.next());
	}

	@Benchmark
	public Object cacheableSyncThree(Ids ids) {
		return this.spring.syncThree(ids.next(), PAGE, LANGUAGE);
	}

	@Benchmark
	public Object cacheable(Ids ids) {
		return this.spring.one(ids.next());
	}

	@Benchmark
	public Object cacheableThree(Ids ids) {
		return this.spring.three(ids.next(), PAGE, LANGUAGE);
	}

}
