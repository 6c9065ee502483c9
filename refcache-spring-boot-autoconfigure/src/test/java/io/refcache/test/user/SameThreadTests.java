package io.refcache.test.user;

import java.time.Duration;
import java.time.Instant;

import io.refcache.ProgressCallback;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.TaskContext;
import io.refcache.TaskInfo;
import io.refcache.TaskInProgressException;
import io.refcache.TaskTimeoutException;
import io.refcache.test.AutoConfigureRefCache;
import io.refcache.test.TestRefCache;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static io.refcache.test.RefCacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.times;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureRefCache
class SameThreadTests {

	@Autowired
	private Reports reports;

	@Autowired
	private RefCache refCache;

	@Autowired
	private TestRefCache testRefCache;

	@MockitoBean
	private Reports.Archive archive;

	@Test
	void runStartsOnTheThreadOfTheCall() {
		given(this.archive.read("acme")).willAnswer((invocation) -> Thread.currentThread().getName());

		String refId = build("acme").refId();

		assertThat(this.refCache).task(refId).isComplete().hasProgress(2, 2).hasRetryCount(0);
		assertThat(this.refCache).reference(refId).exists().hasValue(Thread.currentThread().getName());
		assertThat(build("acme").refId()).isEqualTo(refId);
		then(this.archive).should(times(1)).read("acme");
	}

	@Test
	void progressIsSeenWhileItRuns() {
		given(this.archive.read("acme")).willAnswer((invocation) -> {
			assertThat(this.refCache).task(TaskContext.current().refId()).isProcessing().hasProgress(1, 2);
			return "report";
		});

		assertThat(this.refCache).reference(build("acme").refId()).hasValue("report");
	}

	@Test
	void heldRunOutlastsItsCaller() {
		given(this.archive.read("acme")).willReturn("report");
		Instant before = this.testRefCache.clock().instant();
		this.testRefCache.hold(Reports.class, "build");

		String refId = build("acme").refId();

		assertThat(this.testRefCache.clock().instant()).isEqualTo(before.plusSeconds(2));
		assertThat(this.refCache).task(refId).isPending();
		assertThat(this.testRefCache.queued()).containsExactly("Reports.build");
		assertThat(this.testRefCache.tasks()).extracting(TaskInfo::refId).containsExactly(refId);

		this.testRefCache.release(Reports.class, "build");

		assertThat(this.refCache).reference(refId).hasValue("report");
		assertThat(this.testRefCache.queued()).isEmpty();
		assertThat(this.refCache).task(build("other").refId()).isComplete();
	}

	@Test
	void heldRunCanBeRunWhileOthersStayHeld() {
		this.testRefCache.hold("Reports.build");
		String first = build("first").refId();
		String second = build("second").refId();

		this.testRefCache.runNext();

		assertThat(this.refCache).task(first).isComplete();
		assertThat(this.refCache).task(second).isPending();
		this.testRefCache.runAll();
		assertThat(this.refCache).task(second).isComplete();
		assertThat(this.refCache).task(build("third").refId()).isPending();
	}

	@Test
	void cancelledRunLeavesTheQueue() {
		this.testRefCache.hold("Reports.build");
		String refId = build("acme").refId();

		this.refCache.cancelTask(refId);

		assertThat(this.refCache).task(refId).isCancelled();
		assertThat(this.testRefCache.queued()).isEmpty();
		assertThatIllegalStateException().isThrownBy(this.testRefCache::runNext)
			.withMessageStartingWith("No run is in the queue; the tasks are [TaskInfo[refId=" + refId);
	}

	@Test
	void onlyOperationsThatAreThereCanBeHeldByTheirMethod() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.testRefCache.hold(Reports.class, "biuld"))
			.withMessage("io.refcache.test.user.Reports has no @RefCached method 'biuld'");
	}

	@Test
	void placeholderInANameIsResolved() {
		this.testRefCache.hold(Reports.class, "total");

		assertThatExceptionOfType(TaskInProgressException.class).isThrownBy(() -> this.reports.total("2026"));
		assertThat(this.testRefCache.queued()).containsExactly("total");
	}

	@Test
	void failureIsRetriedWhenItsDelayIsOver() {
		given(this.archive.read("acme")).willThrow(new IllegalStateException("busy")).willReturn("report");

		String refId = build("acme").refId();

		assertThat(this.refCache).task(refId).isPending();
		this.testRefCache.advance(Duration.ofMillis(2999));
		assertThat(this.refCache).task(refId).isPending();
		this.testRefCache.advance(Duration.ofMillis(1));
		assertThat(this.refCache).task(refId).isComplete().hasRetryCount(1);
		assertThat(this.refCache).reference(refId).hasValue("report");
	}

	@Test
	void retriesEnd() {
		given(this.archive.read("acme")).willThrow(new IllegalStateException("busy"));

		String refId = build("acme").refId();
		this.testRefCache.advance(Duration.ofMinutes(1));

		assertThat(this.refCache).task(refId).isFailed().hasRetryCount(2);
	}

	@Test
	void resultExpiresWhenItsTimeIsOver() {
		given(this.archive.read("acme")).willReturn("old", "new");
		String refId = build("acme").refId();

		this.testRefCache.advance(Duration.ofMinutes(10).minusMillis(1));
		assertThat(build("acme").refId()).isEqualTo(refId);
		this.testRefCache.advance(Duration.ofMillis(1));

		assertThat(this.refCache).reference(refId).doesNotExist();
		assertThat(this.refCache).reference(build("acme").refId()).hasValue("new");
	}

	@Test
	void attemptRunsOutOfTimeWhenTheBodyMovesIt() {
		given(this.archive.read("2026")).willAnswer((invocation) -> {
			this.testRefCache.advance(Duration.ofMinutes(1));
			return Thread.currentThread().isInterrupted();
		});

		assertThatExceptionOfType(TaskTimeoutException.class).isThrownBy(() -> this.reports.total("2026"));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void methodWithoutTimeoutNeedsNothing() {
		given(this.archive.read("acme")).willReturn("report");

		assertThat(this.reports.plain("acme")).isEqualTo("report");
		assertThat(this.reports.plain("acme")).isEqualTo("report");
		then(this.archive).should(times(1)).read("acme");
	}

	private RefResponse<String> build(String customer) {
		return this.reports.build(customer, ProgressCallback.NOOP);
	}

}
