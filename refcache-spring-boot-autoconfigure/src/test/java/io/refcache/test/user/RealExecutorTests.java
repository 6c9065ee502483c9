package io.refcache.test.user;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.refcache.CacheResponse;
import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.TaskCancelledException;
import io.refcache.test.AutoConfigureRefCache;
import io.refcache.test.AutoConfigureRefCache.Executor;
import io.refcache.test.TestRefCache;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static io.refcache.test.RefCacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureRefCache(executor = Executor.REAL)
class RealExecutorTests {

	@Autowired
	private Reports reports;

	@Autowired
	private RefCache refCache;

	@Autowired
	private TestRefCache testRefCache;

	@MockitoBean
	private Reports.Archive archive;

	@Test
	void callerWaitsUntilTheTimeIsMoved() throws Exception {
		CountDownLatch open = new CountDownLatch(1);
		CompletableFuture<String> thread = new CompletableFuture<>();
		given(this.archive.read("acme")).willAnswer((invocation) -> {
			thread.complete(Thread.currentThread().getName());
			open.await(20, TimeUnit.SECONDS);
			return "report";
		});
		CompletableFuture<RefResponse<String>> call = CompletableFuture.supplyAsync(() -> build("acme"));
		assertThat(thread.get(20, TimeUnit.SECONDS)).startsWith("refcache-task-");
		this.testRefCache.awaitWaiting(1);

		this.testRefCache.advance(Duration.ofSeconds(2));

		String refId = call.get(20, TimeUnit.SECONDS).refId();
		assertThat(this.refCache).task(refId).isProcessing().hasProgress(1, 2);
		CompletableFuture<RefResponse<String>> next = CompletableFuture.supplyAsync(() -> build("acme"));
		this.testRefCache.awaitWaiting(1);
		open.countDown();
		assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(CacheResponse.complete(refId, "report", 3));
	}

	@Test
	void heldRunGoesToItsExecutorWhenItIsReleased() throws Exception {
		given(this.archive.read("acme")).willAnswer((invocation) -> Thread.currentThread().getName());
		this.testRefCache.hold("Reports.build");
		CompletableFuture<RefResponse<String>> call = CompletableFuture.supplyAsync(() -> build("acme"));
		this.testRefCache.awaitWaiting(1);
		assertThat(this.testRefCache.queued()).containsExactly("Reports.build");

		this.testRefCache.release("Reports.build");

		assertThat(((CacheResponse.Complete<String>) call.get(20, TimeUnit.SECONDS)).value())
			.startsWith("refcache-task-");
	}

	@Test
	void clearCancelsWhatRuns() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		given(this.archive.read("acme")).willAnswer((invocation) -> {
			started.countDown();
			try {
				return new CountDownLatch(1).await(20, TimeUnit.SECONDS) ? "never" : "late";
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
				throw ex;
			}
		});
		CompletableFuture<RefResponse<String>> call = CompletableFuture.supplyAsync(() -> build("acme"));
		this.testRefCache.awaitWaiting(1);
		assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

		this.testRefCache.clear();

		assertThatExceptionOfType(Exception.class).isThrownBy(() -> call.get(20, TimeUnit.SECONDS))
			.withCauseInstanceOf(TaskCancelledException.class);
		assertThat(interrupted).succeedsWithin(Duration.ofSeconds(20));
		assertThat(this.testRefCache.tasks()).isEmpty();
	}

	private RefResponse<String> build(String customer) {
		return this.reports.build(customer, ProgressCallback.NOOP);
	}

}
