package io.refcache.aop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.TaskInProgressException;
import io.refcache.TaskStatus;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.StopWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The whole path once in real time, with the real clock, scheduler and executor. The body
 * ends when the test lets it, so that a slow machine changes nothing.
 */
class RealTimeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, RefCacheAutoConfiguration.class,
				RefCachedAutoConfiguration.class, MemoryStoreAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@Test
	void callThatOutlastsItsTimeoutIsContinuedAndThenHit() {
		this.runner.run((context) -> {
			Reports reports = context.getBean(Reports.class);
			RefCache refCache = context.getBean(RefCache.class);
			StopWatch watch = new StopWatch();
			watch.start();
			TaskInProgressException inProgress = catchThrowableOfType(TaskInProgressException.class,
					() -> reports.build("a", ProgressCallback.NOOP));
			watch.stop();
			assertThat(watch.getTotalTimeMillis()).isGreaterThanOrEqualTo(100);
			String refId = inProgress.getResponse().refId();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(refCache.taskStatus(refId))
					.hasValueSatisfying((task) -> assertThat(task.progress()).isNotNull()));
			reports.release();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(refCache.taskStatus(refId))
					.hasValueSatisfying((task) -> assertThat(task.status()).isEqualTo(TaskStatus.COMPLETE)));
			assertThat(refCache.resolve(refId, String.class)).isEqualTo("report a");
			assertThat(reports.build("a", ProgressCallback.NOOP)).isEqualTo("report a");
			assertThat(reports.runs()).isEqualTo(1);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Reports.class)
	static class Application {

	}

	static class Reports {

		private final AtomicInteger runs = new AtomicInteger();

		private final CountDownLatch release = new CountDownLatch(1);

		@RefCached(asyncTimeout = "100ms")
		public String build(String id, ProgressCallback progress) throws InterruptedException {
			this.runs.incrementAndGet();
			progress.report(1, 2, "half");
			assertThat(this.release.await(60, TimeUnit.SECONDS)).isTrue();
			return "report " + id;
		}

		void release() {
			this.release.countDown();
		}

		int runs() {
			return this.runs.get();
		}

	}

}
