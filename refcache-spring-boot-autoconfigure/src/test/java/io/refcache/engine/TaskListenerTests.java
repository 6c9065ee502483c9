package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.RetryOptions;
import io.refcache.RetryRefusedException;
import io.refcache.RetryRefusedException.Reason;
import io.refcache.TaskStatus;
import io.refcache.task.CleanupReport;
import io.refcache.task.RunRejectedException;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.LogRecorder;
import io.refcache.testing.EngineFixture.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Listeners are told each step once, in order, and break nothing.
 */
class TaskListenerTests {

	private final List<String> told = new ArrayList<>();

	private final List<TaskEvent> events = new ArrayList<>();

	private final EngineFixture fixture = EngineFixture
		.with((builder) -> builder.listeners(List.of(new Throwing(), new Recording())));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void taskThatSucceeds() {
		this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> {
			context.report(1, 2);
			return "value";
		});
		this.fixture.manual().runAll();

		assertThat(this.told).containsExactly("submitted pending", "started processing", "progressed processing",
				"completed complete");
		assertThat(this.events).allSatisfy((event) -> {
			assertThat(event.onExecutor()).isTrue();
			assertThat(event.task().name()).isEqualTo("test");
			assertThat(event.submittedAt()).isEqualTo(this.fixture.time().clock().instant());
		});
		assertThat(this.events).extracting(TaskEvent::published).containsExactly(false, true, true, true);
	}

	@Test
	void listenerThatFailsIsToldOfOnce() {
		try (LogRecorder log = LogRecorder.of("io.refcache.engine.TaskEvents")) {
			for (int i = 0; i < 3; i++) {
				this.fixture.call(plain(null, "none"), "key " + i, (context) -> "value");
			}

			assertThat(log.messages()).containsExactly(
					"Task listener " + Throwing.class.getName() + " failed; from now on that is logged at DEBUG");
		}
	}

	@Test
	void runOnItsCallersThread() {
		this.fixture.call(plain(null, "none"), "key", (context) -> "value");

		assertThat(this.told).containsExactly("submitted processing", "started processing", "completed complete");
		assertThat(this.events).noneMatch(TaskEvent::onExecutor);
		assertThat(this.events).noneMatch(TaskEvent::published);
	}

	@Test
	void hitIsNoRun() {
		this.fixture.call(spec(null, "none"), "key", (context) -> "value");
		this.told.clear();
		this.fixture.call(spec(null, "none"), "key", (context) -> "value");

		assertThat(this.told).isEmpty();
	}

	@Test
	void taskThatFailsAndIsRetried() {
		IllegalStateException failure = new IllegalStateException("broken");
		String refId = this.fixture
			.call(retrying(Duration.ZERO, "manual", RetryOptions.DEFAULTS.withMaxRetries(2)), "key", (context) -> {
				if (context.attempt() == 2) {
					// Not retried by itself.
					throw new IllegalArgumentException("wrong");
				}
				throw failure;
			})
			.refId();
		this.fixture.manual().runAll();
		this.fixture.time().advance(Duration.ofSeconds(1));
		this.fixture.manual().runAll();

		assertThat(this.told).containsExactly("submitted pending", "started processing", "retried pending",
				"started processing", "failed failed");
		assertThat(this.events.get(2).failure()).isSameAs(failure);
		assertThat(this.events.get(2).task().retryHistory()).hasSize(1);
		assertThat(this.events.get(4).failure()).hasMessage("wrong");
		assertThat(this.events.get(4).task().refId()).isEqualTo(refId);
	}

	@Test
	void taskThatIsCancelledWhileItRuns() {
		this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> {
			this.fixture.tasks().cancel(context.refId());
			return "late";
		});
		this.fixture.manual().runAll();

		assertThat(this.told).containsExactly("submitted pending", "started processing", "cancelled cancelled");
	}

	@Test
	void retryByHand() {
		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> {
			if (context.attempt() == 1) {
				throw new IllegalStateException("broken");
			}
			return "value";
		}).refId();
		this.fixture.manual().runAll();
		this.fixture.tasks().retry(refId);
		this.fixture.manual().runAll();

		assertThat(this.told).containsExactly("submitted pending", "started processing", "failed failed",
				"retried pending", "started processing", "completed complete");
	}

	@Test
	void refusal() {
		this.fixture.manual().setCapacity(0);
		assertThat(catchThrowable(() -> this.fixture.call(plain(Duration.ZERO, "manual"), "key", (context) -> "never")))
			.isInstanceOf(RunRejectedException.class);

		assertThat(this.told).containsExactly("submitted pending", "rejected test EXECUTOR", "failed failed");
	}

	@Test
	void cleanup() {
		this.fixture.call(spec(null, "none"), "key", (context) -> "value");
		this.fixture.time().advance(Duration.ofHours(2));

		assertThat(this.told).containsExactly("submitted processing", "started processing", "completed complete",
				"cleaned {COMPLETE=1}");
	}

	@Test
	void listenerThatRetriesWhatIsRetriedIsRefused() {
		List<Throwable> refusals = new ArrayList<>();
		AtomicReference<EngineFixture> retrying = new AtomicReference<>();
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.listeners(List.of(new TaskListener() {
			@Override
			public void retried(TaskEvent event) {
				refusals.add(catchThrowable(() -> retrying.get().refCache().retryTask(event.task().refId())));
			}
		})))) {
			retrying.set(fixture);
			String refId = failed(fixture);
			Call retry = fixture.start(() -> fixture.refCache().retryTask(refId));

			assertThat(retry.response().refId()).isEqualTo(refId);
			assertThat(refusals).singleElement()
				.isInstanceOfSatisfying(RetryRefusedException.class,
						(ex) -> assertThat(ex.getReason()).isEqualTo(Reason.NOT_FAILED));
		}
	}

	@Test
	void listenerThatRetriesWhatFailsUsesUpItsRetries() {
		AtomicReference<EngineFixture> retrying = new AtomicReference<>();
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.listeners(List.of(new TaskListener() {
			@Override
			public void failed(TaskEvent event) {
				if (event.task().retryCount() > 0) {
					retrying.get().refCache().retryTask(event.task().refId());
				}
			}
		})))) {
			retrying.set(fixture);
			String refId = failed(fixture);
			fixture.manual().setCapacity(0);
			Call retry = fixture.start(() -> fixture.refCache().retryTask(refId));

			assertThat(retry.failure()).isInstanceOf(RunRejectedException.class);
			assertThat(fixture.manual().rejected()).isEqualTo(EngineFixture.MAX_RETRIES);
			assertThat(fixture.tasks().find(refId).orElseThrow().canRetry()).isFalse();
			assertThat(fixture.tasks().active()).isZero();
		}
	}

	@Test
	void listenerThatRetriesWhatIsRefusedIsRefused() {
		AtomicReference<String> refId = new AtomicReference<>();
		List<Throwable> refusals = new ArrayList<>();
		AtomicReference<EngineFixture> retrying = new AtomicReference<>();
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.listeners(List.of(new TaskListener() {
			@Override
			public void rejected(String name, RunRejectedException.Limit limit) {
				refusals.add(catchThrowable(() -> retrying.get().refCache().retryTask(refId.get())));
			}
		})))) {
			retrying.set(fixture);
			refId.set(failed(fixture));
			fixture.engine().stop(Duration.ZERO);
			Call retry = fixture.start(() -> fixture.refCache().retryTask(refId.get()));

			assertThat(retry.failure()).isInstanceOf(RunRejectedException.class);
			assertThat(refusals).singleElement().isInstanceOf(RetryRefusedException.class);
			fixture.engine().start();
			assertThat(fixture.refCache().retryTask(refId.get()).status()).isEqualTo(TaskStatus.PENDING);
		}
	}

	private static String failed(EngineFixture fixture) {
		String refId = fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> {
			throw new IllegalStateException("broken");
		}).refId();
		fixture.manual().runAll();
		return refId;
	}

	private final class Recording implements TaskListener {

		private void tell(String what, TaskEvent event) {
			TaskListenerTests.this.told.add(what + " " + event.task().status().text());
			TaskListenerTests.this.events.add(event);
			assertThat(event.task().status() == TaskStatus.FAILED).isEqualTo(event.task().error() != null);
		}

		@Override
		public void submitted(TaskEvent event) {
			tell("submitted", event);
		}

		@Override
		public void rejected(String name, RunRejectedException.Limit limit) {
			TaskListenerTests.this.told.add("rejected " + name + " " + limit);
		}

		@Override
		public void started(TaskEvent event) {
			tell("started", event);
		}

		@Override
		public void progressed(TaskEvent event) {
			tell("progressed", event);
		}

		@Override
		public void retried(TaskEvent event) {
			tell("retried", event);
		}

		@Override
		public void completed(TaskEvent event) {
			tell("completed", event);
		}

		@Override
		public void failed(TaskEvent event) {
			tell("failed", event);
		}

		@Override
		public void cancelled(TaskEvent event) {
			tell("cancelled", event);
		}

		@Override
		public void cleaned(CleanupReport report) {
			if (report.total() > 0) {
				TaskListenerTests.this.told.add("cleaned " + report.removed());
			}
		}

	}

	private static final class Throwing implements TaskListener {

		@Override
		public void submitted(TaskEvent event) {
			throw new IllegalStateException("submitted");
		}

		@Override
		public void rejected(String name, RunRejectedException.Limit limit) {
			throw new IllegalStateException("rejected");
		}

		@Override
		public void started(TaskEvent event) {
			throw new AssertionError("started");
		}

		@Override
		public void progressed(TaskEvent event) {
			throw new IllegalStateException("progressed");
		}

		@Override
		public void retried(TaskEvent event) {
			throw new IllegalStateException("retried");
		}

		@Override
		public void completed(TaskEvent event) {
			throw new IllegalStateException("completed");
		}

		@Override
		public void failed(TaskEvent event) {
			throw new StackOverflowError();
		}

		@Override
		public void cancelled(TaskEvent event) {
			throw new IllegalStateException("cancelled");
		}

		@Override
		public void cleaned(CleanupReport report) {
			throw new IllegalStateException("cleaned");
		}

	}

}
