package io.refcache.test;

import java.time.Duration;

import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import io.refcache.RefCache;
import io.refcache.RetryOptions;
import io.refcache.TaskContext;
import io.refcache.testing.EngineFixture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.test.RefCacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What failed assertions say.
 */
class RefCacheAssertionsTests {

	private static final String UNKNOWN = "test:0123456789abcdef0123456789abcdef";

	private static final CallOptions READ = CallOptions.of("read")
		.withExecutor("manual")
		.withAsyncTimeout(Duration.ZERO);

	private final EngineFixture fixture = new EngineFixture();

	private final RefCache refCache = this.fixture.refCache();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void pendingTask() {
		String refId = start(READ);

		assertThat(this.refCache).task(refId).isPending().hasRetryCount(0);
		assertFails(() -> assertThat(this.refCache).task(refId).isComplete(),
				"Expected task '%s' (read) to be complete, but it is pending".formatted(refId));
	}

	@Test
	void processingTask() {
		this.refCache.call(READ.withExecutor("direct"), (progress) -> {
			progress.report(3, 10, "reading");
			String refId = TaskContext.current().refId();
			assertThat(this.refCache).task(refId).isProcessing().hasProgress(3, 10);
			assertFails(() -> assertThat(this.refCache).task(refId).isFailed(),
					"Expected task '%s' (read) to be failed, but it is processing (3 of 10, reading)".formatted(refId));
			assertFails(() -> assertThat(this.refCache).task(refId).hasProgress(4, 10),
					"Expected task '%s' (read) to have progress 4 of 10, but it has 3 of 10, reading, and is processing"
						.formatted(refId));
			return "value";
		});
	}

	@Test
	void completeTask() {
		String refId = start(READ);
		this.fixture.manual().runAll();

		assertThat(this.refCache).task(refId).isComplete();
		assertFails(() -> assertThat(this.refCache).task(refId).isPending(),
				"Expected task '%s' (read) to be pending, but it is complete".formatted(refId));
		assertFails(() -> assertThat(this.refCache).task(refId).hasRetryCount(1),
				"Expected task '%s' (read) to have been retried 1 times, but it was 0 times, and is complete"
					.formatted(refId));
		assertFails(() -> assertThat(this.refCache).task(refId).hasProgress(1, 1),
				"Expected task '%s' (read) to have progress 1 of 1, but it has none, and is complete".formatted(refId));
	}

	@Test
	void failedTask() {
		String refId = startFailing(READ);

		assertThat(this.refCache).task(refId).isFailed();
		assertFails(() -> assertThat(this.refCache).task(refId).isProcessing(),
				"Expected task '%s' (read) to be processing, but it failed with java.lang.IllegalStateException: no answer"
					.formatted(refId));
		assertFails(() -> assertThat(this.refCache).reference(refId).hasValue(1),
				"Expected reference '%s' to have the value 1, but it failed with java.lang.IllegalStateException: no answer"
					.formatted(refId));
	}

	@Test
	void taskBetweenAttempts() {
		String refId = startFailing(READ.withRetry(RetryOptions.DEFAULTS.withDelay(Duration.ofSeconds(5))));

		assertThat(this.refCache).task(refId).isPending();
		assertFails(() -> assertThat(this.refCache).task(refId).isFailed(),
				"Expected task '%s' (read) to be failed, but it is pending, to be tried again at %s after java.lang.IllegalStateException: no answer"
					.formatted(refId, this.fixture.time().instant().plusSeconds(5)));
	}

	@Test
	void cancelledTask() {
		String refId = start(READ);
		this.refCache.cancelTask(refId);

		assertThat(this.refCache).task(refId).isCancelled();
		assertFails(() -> assertThat(this.refCache).task(refId).isComplete(),
				"Expected task '%s' (read) to be complete, but it was cancelled".formatted(refId));
	}

	@Test
	void unknownReference() {
		assertThat(this.refCache).reference(UNKNOWN).doesNotExist();
		assertFails(() -> assertThat(this.refCache).task(UNKNOWN),
				"Expected a task behind reference '%s', but there is no such reference".formatted(UNKNOWN));
		assertFails(() -> assertThat(this.refCache).reference(UNKNOWN).exists(),
				"Expected reference '%s' to exist, but it does not".formatted(UNKNOWN));
		assertFails(() -> assertThat(this.refCache).reference(UNKNOWN).hasValue(1),
				"Expected reference '%s' to have the value 1, but it does not exist".formatted(UNKNOWN));
	}

	@Test
	void otherValue() {
		String refId = this.refCache.set("key", new int[] { 1, 2 }, EntryOptions.DEFAULTS).refId();

		assertThat(this.refCache).reference(refId).exists().hasValue(new int[] { 1, 2 });
		assertFails(() -> assertThat(this.refCache).reference(refId).hasValue(3),
				"Expected reference '%s' to have the value 3, but it has [1, 2]".formatted(refId));
		assertFails(() -> assertThat(this.refCache).reference(refId).doesNotExist(),
				"Expected reference '%s' not to exist, but it is complete".formatted(refId));
	}

	@Test
	void descriptionComesFirst() {
		assertFails(() -> assertThat(this.refCache).as("report of acme").reference(UNKNOWN).exists(),
				"[report of acme] Expected reference '%s' to exist, but it does not".formatted(UNKNOWN));
		String refId = start(READ);
		assertFails(() -> assertThat(this.refCache).as("report of acme").task(refId).isFailed(),
				"[report of acme] Expected task '%s' (read) to be failed, but it is pending".formatted(refId));
	}

	private String start(CallOptions options) {
		return this.refCache.<String>call(options, (progress) -> "value").refId();
	}

	private String startFailing(CallOptions options) {
		String refId = this.refCache.<String>call(options, (progress) -> {
			throw new IllegalStateException("no answer");
		}).refId();
		this.fixture.manual().runAll();
		return refId;
	}

	private static void assertFails(ThrowingCallable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message);
	}

}
