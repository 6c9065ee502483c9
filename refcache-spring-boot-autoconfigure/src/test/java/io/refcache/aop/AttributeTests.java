package io.refcache.aop;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.RefCacheConfig;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.TaskContext;
import io.refcache.TaskInProgressException;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What the attributes of the annotation do, where their values come from, and which one
 * wins.
 */
class AttributeTests {

	private static AnnotationConfigApplicationContext context;

	private static Attributes attributes;

	private static Defaults defaults;

	private static RefCache refCache;

	private static TestClock clock;

	/** What the body of a call that must not end in time waits for. */
	private static volatile CountDownLatch gate;

	@BeforeAll
	static void start() {
		context = TestContexts.start(Beans.class, "test.name=placed", "test.space=room", "test.ttl=2m",
				"test.wait=PT0S", "test.pool=bulkhead", "test.condition=#id.length() > 1", "test.unless=#result > 0",
				"refcache.methods[Attributes.shortened].ttl=1m",
				"refcache.methods[Attributes.hurried].async-timeout=0s",
				"refcache.methods[Attributes.patient].async-timeout=none",
				"refcache.methods[Attributes.off].enabled=false", "refcache.methods[Attributes.lasting].ttl=never",
				"refcache.default-ttl=10m", "refcache.default-namespace=hall");
		attributes = context.getBean(Attributes.class);
		defaults = context.getBean(Defaults.class);
		refCache = context.getBean(RefCache.class);
		clock = context.getBean(TestClock.class);
	}

	@BeforeEach
	void setUp() {
		gate = new CountDownLatch(1);
	}

	@AfterEach
	void release() {
		gate.countDown();
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@Test
	void callThatMissesTheConditionIsPlain() {
		RefResponse<String> plain = attributes.conditional("a", null);
		assertThat(plain.refId()).isNull();
		assertThat(((CacheResponse.Complete<String>) plain).value()).isEqualTo(Thread.currentThread().getName());
		assertThat(attributes.conditional("bb", null)).isInstanceOf(AsyncTaskResponse.class);
	}

	@Test
	void plainCallGetsACallbackThatTellsNobody() {
		ProgressCallback own = (current, total, message) -> {
			throw new IllegalStateException("must not be called");
		};
		assertThat(attributes.conditional("a", own)).isNotNull();
		assertThat(attributes.callback()).isSameAs(TaskContext.NONE);
	}

	@Test
	void valueWithUnlessIsNotHit() {
		int first = attributes.unlessSmall("value");
		int second = attributes.unlessSmall("value");
		int third = attributes.unlessSmall("value");
		assertThat(second).isEqualTo(first + 1);
		assertThat(third).isEqualTo(second + 1).isEqualTo(attributes.unlessSmall("value"));
	}

	@Test
	void unlessSeesTheValueOfAResponse() {
		String first = attributes.unlessResponse("a").refId();
		assertThat(attributes.unlessResponse("a").refId()).isNotEqualTo(first);
		assertThat(refCache.exists(first)).isTrue();
		assertThat(attributes.unlessResponse("b").refId()).isEqualTo(attributes.unlessResponse("b").refId());
	}

	@Test
	void unlessSeesTheValueOfAnOptional() {
		assertThat(attributes.unlessOptional("a")).isNotEqualTo(attributes.unlessOptional("a"));
		assertThat(attributes.unlessOptional(null)).isEmpty();
		assertThat(attributes.unlessOptional("b")).isEqualTo(attributes.unlessOptional("b"));
	}

	@Test
	void unlessSeesTheValueOfAFuture() {
		assertThat(attributes.unlessFuture("a").orTimeout(20, TimeUnit.SECONDS).join())
			.isNotEqualTo(attributes.unlessFuture("a").orTimeout(20, TimeUnit.SECONDS).join());
		assertThat(attributes.unlessFuture("b").orTimeout(20, TimeUnit.SECONDS).join())
			.isEqualTo(attributes.unlessFuture("b").orTimeout(20, TimeUnit.SECONDS).join());
	}

	@Test
	void callbackIsNoPartOfTheKeyAndReplaced() {
		AtomicInteger calls = new AtomicInteger();
		int first = attributes.reporting("a", (current, total, message) -> calls.incrementAndGet());
		assertThat(attributes.reporting("a", null)).isEqualTo(first);
		assertThat(attributes.reporting("b", null)).isNotEqualTo(first);
		assertThat(calls).hasValue(0);
	}

	@Test
	void composedAnnotationIsRead() {
		String refId = attributes.composed("a").refId();
		assertThat(nameOf(refId)).isEqualTo("aliased");
		clock.advance(Duration.ofSeconds(29));
		assertThat(attributes.composed("a").refId()).isEqualTo(refId);
		clock.advance(Duration.ofSeconds(2));
		assertThat(attributes.composed("a").refId()).isNotEqualTo(refId);
	}

	@Test
	void nameIsClassAndMethodByDefault() {
		assertThat(nameOf(attributes.named("a").refId())).isEqualTo("AttributeTests.Attributes.named");
	}

	@Test
	void stringsTakePlaceholders() {
		RefResponse<String> response = attributes.placed("aa");
		assertThat(response).isInstanceOf(AsyncTaskResponse.class);
		assertThat(nameOf(response.refId())).isEqualTo("placed");
		gate.countDown();
		await().until(() -> isEnded(response.refId()));
		assertThat(refCache.resolve(response.refId(), String.class)).startsWith("bulkhead-");
		assertThat(refCache.clear("room")).isOne();
		assertThat(attributes.placed("a").refId()).isNull();
	}

	@Test
	void unlessTakesPlaceholders() {
		assertThat(attributes.unlessPlaced("a")).isNotEqualTo(attributes.unlessPlaced("a"));
	}

	@Test
	void ttlCountsFromTheEndOfTheRun() {
		int first = attributes.lived("a");
		clock.advance(Duration.ofSeconds(119));
		assertThat(attributes.lived("a")).isEqualTo(first);
		clock.advance(Duration.ofSeconds(2));
		assertThat(attributes.lived("a")).isNotEqualTo(first);
	}

	@Test
	void ttlIsThatOfThePropertiesWhereNoneIsGiven() {
		int first = attributes.untold("a");
		clock.advance(Duration.ofSeconds(599));
		assertThat(attributes.untold("a")).isEqualTo(first);
		clock.advance(Duration.ofSeconds(2));
		assertThat(attributes.untold("a")).isNotEqualTo(first);
	}

	@Test
	void ttlOfTheMethodsPropertyWins() {
		int first = attributes.shortened("a");
		clock.advance(Duration.ofSeconds(61));
		assertThat(attributes.shortened("a")).isNotEqualTo(first);
		int lasting = attributes.lasting("a");
		clock.advance(Duration.ofDays(4000));
		assertThat(attributes.lasting("a")).isEqualTo(lasting);
	}

	@Test
	void timeoutOfTheMethodsPropertyWins() {
		assertThatExceptionOfType(TaskInProgressException.class).isThrownBy(() -> attributes.hurried("a"));
		assertThat(attributes.patient("a")).isEqualTo(Thread.currentThread().getName());
	}

	@Test
	void methodCanBeSwitchedOff() {
		assertThat(attributes.off("a")).isNotEqualTo(attributes.off("a"));
	}

	@Test
	void namespaceIsThatOfThePropertiesWhereNoneIsGiven() {
		attributes.untold("cleared");
		assertThat(refCache.clear("hall")).isPositive();
	}

	@Test
	void classMayGiveDefaults() {
		RefResponse<String> response = defaults.bare("a");
		assertThat(response).isInstanceOf(AsyncTaskResponse.class);
		assertThat(nameOf(response.refId())).isEqualTo("group.bare");
		gate.countDown();
		await().until(() -> isEnded(response.refId()));
		assertThat(refCache.resolve(response.refId(), String.class)).startsWith("bulkhead-");
		assertThat(refCache.clear("lobby")).isOne();
	}

	@Test
	void methodWinsOverItsClass() {
		RefResponse<String> response = defaults.own("a");
		assertThat(nameOf(response.refId())).isEqualTo("own");
		assertThat(((CacheResponse.Complete<String>) response).value()).isEqualTo(Thread.currentThread().getName());
		assertThat(refCache.clear("own room")).isOne();
	}

	private static String pass() {
		try {
			assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return Thread.currentThread().getName();
	}

	private static boolean isEnded(String refId) {
		return context.getBean(TaskRegistry.class).find(refId).orElseThrow().status().isEnded();
	}

	private static String nameOf(@Nullable String refId) {
		return context.getBean(TaskRegistry.class).find(refId).orElseThrow().name();
	}

	@Retention(RetentionPolicy.RUNTIME)
	@RefCached(ttl = "1h")
	@interface HalfAMinute {

		@AliasFor(annotation = RefCached.class, attribute = "name")
		String called();

		@AliasFor(annotation = RefCached.class)
		String ttl() default "30s";

	}

	static class Attributes {

		private final AtomicInteger runs = new AtomicInteger();

		private final AtomicInteger smallRuns = new AtomicInteger();

		private volatile @Nullable ProgressCallback callback;

		@Nullable ProgressCallback callback() {
			return this.callback;
		}

		@RefCached(name = "conditional", condition = "#id.length() > 1", asyncTimeout = "0s")
		public RefResponse<String> conditional(String id, @Nullable ProgressCallback progress) {
			this.callback = progress;
			progress.report(1, 2, "half");
			return RefResponse.of((id.length() > 1) ? pass() : Thread.currentThread().getName());
		}

		@RefCached(unless = "#result < 3 and #id == 'value'")
		public int unlessSmall(String id) {
			return this.smallRuns.incrementAndGet();
		}

		@RefCached(unless = "#result == 'a'")
		public RefResponse<String> unlessResponse(String id) {
			return RefResponse.of(id);
		}

		@RefCached(unless = "#result != null and #result.startsWith('a')")
		public Optional<String> unlessOptional(@Nullable String id) {
			return Optional.ofNullable(id).map((text) -> text + this.runs.incrementAndGet());
		}

		@RefCached(unless = "#result.startsWith('a')")
		public CompletableFuture<String> unlessFuture(String id) {
			return CompletableFuture.completedFuture(id + this.runs.incrementAndGet());
		}

		@RefCached
		public int reporting(String id, @Nullable ProgressCallback progress) {
			progress.report(1, 2);
			return this.runs.incrementAndGet();
		}

		@HalfAMinute(called = "aliased")
		public RefResponse<String> composed(String id) {
			return RefResponse.of(id);
		}

		@RefCached
		public RefResponse<String> named(String id) {
			return RefResponse.of(id);
		}

		@RefCached(name = "${test.name}", namespace = "${test.space}", asyncTimeout = "${test.wait}",
				executor = "${test.pool}", condition = "${test.condition}")
		public RefResponse<String> placed(String id) {
			return RefResponse.of((id.length() > 1) ? pass() : Thread.currentThread().getName());
		}

		@RefCached(unless = "${test.unless}")
		public int unlessPlaced(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(ttl = "${test.ttl}")
		public int lived(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached
		public int untold(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "Attributes.shortened", ttl = "1h")
		public int shortened(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "Attributes.lasting", ttl = "1s")
		public int lasting(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "Attributes.hurried")
		public String hurried(String id) {
			return pass();
		}

		@RefCached(name = "Attributes.patient", asyncTimeout = "0s")
		public String patient(String id) {
			return Thread.currentThread().getName();
		}

		@RefCached(name = "Attributes.off")
		public int off(String id) {
			return this.runs.incrementAndGet();
		}

	}

	@RefCacheConfig(name = "group", namespace = "lobby", asyncTimeout = "0s", executor = "bulkhead")
	static class Defaults {

		@RefCached
		public RefResponse<String> bare(String id) {
			return RefResponse.of(pass());
		}

		@RefCached(name = "own", namespace = "own room", asyncTimeout = "none", executor = "refCacheTaskExecutor")
		public RefResponse<String> own(String id) {
			return RefResponse.of(Thread.currentThread().getName());
		}

	}

	static class TestClock implements InstantSource {

		private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

		@Override
		public Instant instant() {
			return this.now;
		}

		void advance(Duration duration) {
			this.now = this.now.plus(duration);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		TestClock refCacheClock() {
			return new TestClock();
		}

		@Bean
		Attributes attributes() {
			return new Attributes();
		}

		@Bean
		Defaults defaults() {
			return new Defaults();
		}

		@Bean
		ThreadPoolTaskExecutor bulkhead() {
			return new ThreadPoolTaskExecutor();
		}

	}

}
