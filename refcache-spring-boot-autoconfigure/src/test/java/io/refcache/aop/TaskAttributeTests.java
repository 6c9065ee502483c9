package io.refcache.aop;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.refcache.FailureReports;
import io.refcache.RefCache;
import io.refcache.RefCacheConfig;
import io.refcache.RefCached;
import io.refcache.Retry;
import io.refcache.TaskContext;
import io.refcache.TaskInProgressException;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.TaskTimeoutException;
import io.refcache.testing.Gate;
import io.refcache.testing.LogRecorder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

/**
 * What annotated methods say of their tasks reaches the engine.
 */
class TaskAttributeTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = TestContexts.runner();

	@Test
	void attemptThatRunsTooLongHasFailed() {
		this.runner.withBean(Slow.class)
			.withPropertyValues("slow.limit=100ms")
			.run((context) -> assertThatExceptionOfType(TaskTimeoutException.class)
				.isThrownBy(() -> context.getBean(Slow.class).onItsOwn("a"))
				.withMessage(
						"'TaskAttributeTests.Slow.onItsOwn' was stopped: it ran longer than its executionTimeout (PT0.1S)"));
	}

	@Test
	void limitComesFromTheClassOrThePropertiesToo() {
		this.runner.withBean(Slow.class)
			.withPropertyValues("slow.limit=none",
					"refcache.methods[TaskAttributeTests.Slow.onItsOwn].execution-timeout=50ms")
			.run((context) -> {
				Slow slow = context.getBean(Slow.class);
				assertThatExceptionOfType(TaskTimeoutException.class).isThrownBy(() -> slow.onItsOwn("a"))
					.withMessageContaining("PT0.05S");
				assertThatExceptionOfType(TaskTimeoutException.class).isThrownBy(() -> slow.ofItsClass("a"))
					.withMessageContaining("PT0.08S");
			});
		this.runner.withBean(Unlimited.class)
			.withPropertyValues("refcache.task.execution-timeout=60ms")
			.run((context) -> assertThatExceptionOfType(TaskTimeoutException.class)
				.isThrownBy(() -> context.getBean(Unlimited.class).get("a"))
				.withMessageContaining("PT0.06S"));
	}

	@Test
	void executorThatNothingRunsOnIsWarnedOf() {
		try (LogRecorder log = LogRecorder.of("io.refcache.aop.MethodParser")) {
			this.runner.withBean(IdleExecutor.class).run((context) -> {
				context.getBean(IdleExecutor.class).here();
				assertThat(log.messages()).singleElement(as(STRING))
					.contains("IdleExecutor.here() has an executor, but runs on its caller's thread")
					.endsWith("give it an asyncTimeout");
			});
		}
	}

	@Test
	void failedAttemptIsFollowedByAnother() {
		this.runner.withBean(Flaky.class).withPropertyValues("flaky.delay=1ms").run((context) -> {
			Flaky flaky = context.getBean(Flaky.class);
			assertThat(flaky.get("a")).isEqualTo("attempt 3");
			assertThat(flaky.later("b").get(30, TimeUnit.SECONDS)).isEqualTo("attempt 3");
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> flaky.excluded("c"))
				.withMessage("attempt 1");
		});
	}

	@Test
	void failedTaskIsRetriedByHand() {
		this.runner.withBean(Flaky.class).withPropertyValues("flaky.delay=1h").run((context) -> {
			Flaky flaky = context.getBean(Flaky.class);
			RefCache refCache = context.getBean(RefCache.class);
			String refId = catchThrowableOfType(TaskInProgressException.class, () -> flaky.once("a")).getResponse()
				.refId();
			flaky.go().open();
			awaitTask(context, refId, (task) -> task.status() == TaskStatus.FAILED);

			assertThat(refCache.taskStatus(refId).orElseThrow().canRetry()).isTrue();
			assertThat(refCache.retryTask(refId).refId()).isEqualTo(refId);

			awaitTask(context, refId, (task) -> task.status() == TaskStatus.COMPLETE);
			assertThat(flaky.once("a")).isEqualTo("attempt 2");
		});
	}

	@Test
	void contextIsFilledInAndKnowsItsTask() {
		this.runner.withBean(Aware.class).run((context) -> {
			Aware aware = context.getBean(Aware.class);
			assertThat(aware.describe("a", null))
				.isEqualTo("TaskAttributeTests.Aware.describe, attempt 1, current: true");
			assertThat(aware.describe("a", TaskContext.NONE))
				.isEqualTo("TaskAttributeTests.Aware.describe, attempt 1, current: true");
			assertThat(aware.runs()).isOne();
		});
		this.runner.withBean(Aware.class)
			.withPropertyValues("refcache.enabled=false")
			.run((context) -> assertThat(context.getBean(Aware.class).describe("a", null))
				.isEqualTo(", attempt 0, current: true"));
	}

	@Test
	void executorOfItsOwnIsABulkhead() {
		this.runner.withBean(Walled.class)
			.withBean("small", ThreadPoolTaskExecutor.class, TaskAttributeTests::smallExecutor)
			.run((context) -> {
				Walled walled = context.getBean(Walled.class);
				assertThatExceptionOfType(TaskInProgressException.class).isThrownBy(() -> walled.small("a"));
				assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> walled.small("b"))
					.withMessageContaining(
							"'TaskAttributeTests.Walled.small' was refused: executor 'small' takes no more");
				assertThat(walled.other("c")).isEqualTo("c");
				walled.gate().open();
			});
	}

	@Test
	void wrongTimesAreRefused() {
		assertRefused(WaitsTooLong.class, "has an asyncTimeout (PT10S) that exceeds its executionTimeout (PT5S)",
				"Raise one or lower the other");
		assertRefused(ZeroLimit.class, "has the executionTimeout '0s'", "It must be more than zero, or 'none'");
		assertRefused(WrongDelay.class, "has the @Retry delay 'soon'", "It must be a duration");
		assertRefused(WrongRetries.class, "'maxRetries' (-1) must not be negative", "Change that attribute");
		assertRefused(WrongMultiplier.class, "'multiplier' (0.5) must be at least 1", "Change that attribute");
		assertRefused(TwoRetries.class, "has 2 @Retry", "Leave one of them");
		this.runner.withBean(Unlimited.class)
			.withPropertyValues("refcache.methods[TaskAttributeTests.Unlimited.get].execution-timeout=never")
			.run((context) -> assertThat(FailureReports.of(context.getStartupFailure()))
				.contains("refcache.methods[TaskAttributeTests.Unlimited.get].execution-timeout"));
	}

	private void assertRefused(Class<?> type, String problem, String cure) {
		this.runner.withBean(type)
			.run((context) -> assertThat(FailureReports.of(context.getStartupFailure())).contains(type.getSimpleName())
				.contains(problem)
				.contains(cure));
	}

	private static void awaitTask(ApplicationContext context, String refId, Predicate<TaskInfo> condition) {
		await().atMost(PATIENCE)
			.until(() -> context.getBean(RefCache.class).taskStatus(refId).filter(condition).isPresent());
	}

	private static ThreadPoolTaskExecutor smallExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(1);
		executor.setMaxPoolSize(1);
		executor.setQueueCapacity(0);
		return executor;
	}

	@RefCacheConfig(executionTimeout = "80ms")
	static class Slow {

		@RefCached(executionTimeout = "${slow.limit}")
		public String onItsOwn(String id) throws InterruptedException {
			return (String) new Gate("late").compute(TaskContext.NONE);
		}

		@RefCached
		public String ofItsClass(String id) throws InterruptedException {
			return (String) new Gate("late").compute(TaskContext.NONE);
		}

	}

	static class Unlimited {

		@RefCached
		public String get(String id) throws InterruptedException {
			return (String) new Gate("late").compute(TaskContext.NONE);
		}

	}

	static class Flaky {

		private static final String DELAY = "${flaky.delay}";

		private final Gate go = new Gate("go");

		Gate go() {
			return this.go;
		}

		@RefCached(retry = @Retry(includes = IOException.class, delay = DELAY))
		public String get(String id) throws IOException {
			return third();
		}

		@RefCached(retry = @Retry(delay = DELAY, multiplier = 1.5, jitter = "1ms", maxDelay = "1s"))
		public CompletableFuture<String> later(String id) {
			try {
				return CompletableFuture.completedFuture(third());
			}
			catch (IOException ex) {
				return CompletableFuture.failedFuture(ex);
			}
		}

		@RefCached(retry = @Retry(excludes = IllegalStateException.class, delay = DELAY))
		public String excluded(String id) {
			throw new IllegalStateException("attempt " + TaskContext.current().attempt());
		}

		@RefCached(asyncTimeout = "0s")
		public String once(String id) throws InterruptedException {
			int attempt = TaskContext.current().attempt();
			if (attempt == 1) {
				this.go.compute(TaskContext.NONE);
				throw new IllegalStateException("attempt 1");
			}
			return "attempt " + attempt;
		}

		private static String third() throws IOException {
			int attempt = TaskContext.current().attempt();
			if (attempt < 3) {
				throw new IOException("attempt " + attempt);
			}
			return "attempt " + attempt;
		}

	}

	static class Aware {

		private final AtomicInteger runs = new AtomicInteger();

		@RefCached
		public String describe(String id, @Nullable TaskContext context) {
			this.runs.incrementAndGet();
			return "%s, attempt %d, current: %s".formatted(context.name(), context.attempt(),
					TaskContext.current() == context);
		}

		int runs() {
			return this.runs.get();
		}

	}

	static class Walled {

		private final Gate gate = new Gate("done");

		Gate gate() {
			return this.gate;
		}

		@RefCached(executor = "small", asyncTimeout = "0s")
		public Object small(String id) throws InterruptedException {
			return this.gate.compute(TaskContext.NONE);
		}

		@RefCached(asyncTimeout = "30s")
		public String other(String id) {
			return id;
		}

	}

	static class WaitsTooLong {

		@RefCached(asyncTimeout = "10s", executionTimeout = "5s")
		public String get(String id) {
			return id;
		}

	}

	static class ZeroLimit {

		@RefCached(executionTimeout = "0s")
		public String get(String id) {
			return id;
		}

	}

	static class WrongDelay {

		@RefCached(retry = @Retry(delay = "soon"))
		public String get(String id) {
			return id;
		}

	}

	static class WrongRetries {

		@RefCached(retry = @Retry(maxRetries = -1))
		public String get(String id) {
			return id;
		}

	}

	static class WrongMultiplier {

		@RefCached(retry = @Retry(multiplier = 0.5))
		public String get(String id) {
			return id;
		}

	}

	static class TwoRetries {

		@RefCached(retry = { @Retry, @Retry })
		public String get(String id) {
			return id;
		}

	}

	static class IdleExecutor {

		@RefCached(executor = "refCacheTaskExecutor")
		public int here() {
			return 1;
		}

		@RefCached(executor = "refCacheTaskExecutor", asyncTimeout = "1s")
		public int there() {
			return 1;
		}

		@RefCached(executor = "refCacheTaskExecutor")
		public CompletableFuture<Integer> later() {
			return CompletableFuture.completedFuture(1);
		}

	}

}
