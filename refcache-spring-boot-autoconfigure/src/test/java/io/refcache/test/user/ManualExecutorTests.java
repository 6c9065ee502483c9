package io.refcache.test.user;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.CallOptions;
import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.TaskInProgressException;
import io.refcache.test.AutoConfigureRefCache;
import io.refcache.test.AutoConfigureRefCache.Executor;
import io.refcache.test.TestRefCache;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static io.refcache.test.RefCacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureRefCache(executor = Executor.MANUAL)
class ManualExecutorTests {

	@Autowired
	private Reports reports;

	@Autowired
	private Futures futures;

	@Autowired
	private RefCache refCache;

	@Autowired
	private TestRefCache testRefCache;

	@MockitoBean
	private Reports.Archive archive;

	@Test
	void callerGetsTheReferenceAndTheNextOneTheResult() {
		given(this.archive.read("acme")).willReturn("report");

		RefResponse<String> late = build("acme");
		assertThat(late).isInstanceOf(AsyncTaskResponse.class);
		assertThat(this.refCache).task(late.refId()).isPending();

		this.testRefCache.runNext();

		assertThat(this.refCache).task(late.refId()).isComplete();
		assertThat(build("acme")).isEqualTo(CacheResponse.complete(late.refId(), "report", 3));
	}

	@Test
	void runAllRunsWhatRunsBringAbout() {
		given(this.archive.read("2026")).willAnswer((invocation) -> {
			this.futures.number();
			return "total";
		});

		assertThatExceptionOfType(TaskInProgressException.class).isThrownBy(() -> this.reports.total("2026"));
		CompletableFuture<Integer> number = this.futures.number();
		assertThat(this.testRefCache.queued()).containsExactly("total", "ManualExecutorTests.Futures.number");
		this.testRefCache.runAll();

		assertThat(this.testRefCache.queued()).isEmpty();
		assertThat(number).isCompletedWithValue(1);
	}

	@Test
	void retryWaitsInTheQueueWhenItsDelayIsOver() {
		given(this.archive.read("acme")).willThrow(new IllegalStateException("busy")).willReturn("report");
		String refId = build("acme").refId();
		this.testRefCache.runNext();
		assertThat(this.refCache).task(refId).isPending();
		assertThat(this.testRefCache.queued()).isEmpty();

		this.testRefCache.advance(Duration.ofSeconds(5));
		assertThat(this.testRefCache.queued()).containsExactly("Reports.build");
		this.testRefCache.runNext();

		assertThat(this.refCache).task(refId).isComplete().hasRetryCount(1);
	}

	@Test
	void releasedRunsWaitAsAllOthersDo() {
		this.testRefCache.hold("Reports.build");
		build("acme");
		this.testRefCache.release("Reports.build");

		assertThat(this.testRefCache.queued()).containsExactly("Reports.build");
	}

	@Test
	void futureIsAnsweredWithTheReferenceWhenItsTimeIsOver() {
		CompletableFuture<Integer> number = this.futures.number();
		this.testRefCache.advance(Duration.ofSeconds(3).minusMillis(1));
		assertThat(number).isNotDone();

		this.testRefCache.advance(Duration.ofMillis(1));

		assertThat(number).isCompletedExceptionally();
		assertThat(number.handle((value, ex) -> ex).join()).isInstanceOf(TaskInProgressException.class);
	}

	@Test
	void queuedRunThatACallOfAnotherWaitsForStartsOnThisThread() {
		CallOptions options = CallOptions.of("inner").withAsyncTimeout(Duration.ZERO);
		String inner = this.refCache.<Thread>call(options, (progress) -> Thread.currentThread()).refId();
		given(this.archive.read("acme")).willAnswer((invocation) -> {
			this.refCache.call(options, (progress) -> Thread.currentThread());
			return "report";
		});

		this.reports.plain("acme");

		assertThat(this.refCache).reference(inner).hasValue(Thread.currentThread());
	}

	@Test
	void nobodyStaysInAWait() {
		assertThatIllegalStateException().isThrownBy(() -> this.testRefCache.awaitWaiting(1))
			.withMessageContaining("executor = REAL");
	}

	private RefResponse<String> build(String customer) {
		return this.reports.build(customer, ProgressCallback.NOOP);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		Futures futures() {
			return new Futures();
		}

	}

	static class Futures {

		@RefCached(asyncTimeout = "3s")
		public CompletableFuture<Integer> number() {
			return CompletableFuture.completedFuture(1);
		}

	}

}
