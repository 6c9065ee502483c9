package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.RetryOptions;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.task.RunRejectedException;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import io.refcache.testing.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.key;
import static io.refcache.testing.EngineFixture.limited;
import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An engine that stops loses no task without saying so, and goes on when it is started
 * again.
 */
class ShutdownTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final EngineFixture fixture = new EngineFixture();

	private final Gate body = new Gate("value");

	private final LogRecorder log = LogRecorder.of("io.refcache.engine");

	@AfterEach
	void close() {
		this.body.open();
		this.fixture.close();
		this.log.close();
	}

	@Test
	void bodyThatEndsWithinTheWaitWins() {
		String refId = this.fixture.call(spec(Duration.ZERO, "pool"), "key", this.body).refId();
		this.body.awaitEntered();
		Thread stop = stop();
		this.body.open();
		join(stop);

		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("value");
		assertThat(warnings()).isEmpty();
	}

	@Test
	void bodyThatOutlastsTheWaitHasFailedAndIsInterruptedAndListed() {
		AtomicBoolean interrupted = new AtomicBoolean();
		String refId = this.fixture.call(spec(Duration.ZERO, "pool"), "key", (context) -> {
			try {
				return this.body.compute(context);
			}
			catch (InterruptedException ex) {
				interrupted.set(task(context.refId()).status() == TaskStatus.FAILED);
				throw ex;
			}
		}).refId();
		this.body.awaitEntered();
		Thread stop = stop();
		this.fixture.time().advance(PATIENCE);
		join(stop);
		this.fixture.awaitIdlePool();

		assertThat(interrupted).isTrue();
		assertThat(task(refId).error().message()).contains("interrupted by shutdown");
		assertThat(task(refId).canRetry()).isTrue();
		assertThat(warnings()).containsExactly("Tasks interrupted by shutdown (1): '%s' (test)".formatted(refId));
	}

	@Test
	void queueAndDelaysAreDroppedAtOnce() {
		String queued = this.fixture.call(spec(Duration.ZERO, "manual"), "queued", (context) -> "never").refId();
		String delayed = this.fixture
			.call(retrying(Duration.ZERO, "direct", RetryOptions.DEFAULTS), "delayed", (context) -> {
				throw new IllegalStateException();
			})
			.refId();
		assertThat(task(delayed).status()).isEqualTo(TaskStatus.PENDING);

		this.fixture.engine().stop(PATIENCE);

		assertThat(task(queued).status()).isEqualTo(TaskStatus.FAILED);
		assertThat(task(delayed).status()).isEqualTo(TaskStatus.FAILED);
		assertThat(this.fixture.manual().size()).isZero();
		assertThat(this.fixture.tasks().active()).isZero();
		assertThat(this.fixture.time().scheduled()).isZero();
	}

	@Test
	void callersWhoWaitAreTold() {
		List<Call> calls = new ArrayList<>();
		for (String executor : List.of("manual", "pool")) {
			calls.add(this.fixture.start(spec(Duration.ofHours(1), executor), executor, this.body));
		}
		this.body.awaitEntered();
		this.fixture.time().awaitWaiters(2);

		this.fixture.engine().stop(Duration.ZERO);

		assertThat(calls)
			.allSatisfy((call) -> assertThat(call.failure()).hasMessageContaining("interrupted by shutdown"));
	}

	@Test
	void noMoreTasksAreTakenButHitsAndCallersThreadsAreServed() {
		this.fixture.call(spec(null, "none"), "hit", (context) -> "hit");
		this.fixture.engine().stop(PATIENCE);

		assertThatExceptionOfType(RunRejectedException.class)
			.isThrownBy(() -> this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> "never"))
			.withMessage("'test' was refused: the application is shutting down")
			.satisfies((ex) -> assertThat(ex.getLimit()).isEqualTo(RunRejectedException.Limit.SHUTDOWN));
		assertThat(this.fixture.tasks().rejections()).containsEntry(RunRejectedException.Limit.SHUTDOWN, 1L);
		assertThat(value(this.fixture.call(spec(Duration.ZERO, "manual"), "hit", (context) -> "never")))
			.isEqualTo("hit");
		assertThat(value(this.fixture.call(spec(null, "none"), "key", (context) -> "here"))).isEqualTo("here");
	}

	@Test
	void computationThatIsWaitedForGetsWhatItNeeds() {
		Call outer = this.fixture.start(spec(Duration.ofHours(1), "single"), "outer", (context) -> {
			this.body.compute(context);
			return value(this.fixture.engine()
				.call(spec(Duration.ZERO, "single"), key("inner"), (inner) -> "inner was run"));
		});
		this.body.awaitEntered();
		Thread stop = stop();
		this.body.open();
		join(stop);

		assertThat(value(outer.response())).isEqualTo("inner was run");
		assertThat(warnings()).isEmpty();
	}

	@Test
	void startedAgainItTakesTasks() {
		this.fixture.engine().stop(PATIENCE);
		this.fixture.engine().start();

		String refId = this.fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> "again").refId();
		this.fixture.manual().runAll();

		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("again");
		assertThat(this.fixture.tasks().cleanupStatistics().next()).isNotNull();
	}

	@Test
	void stopThatAStartOvertakesEndsNothing() {
		String old = this.fixture.call(spec(Duration.ZERO, "pool"), "old", this.body).refId();
		this.body.awaitEntered();
		Thread stop = stop();
		this.fixture.engine().start();
		String young = this.fixture.call(spec(Duration.ZERO, "manual"), "young", (context) -> "value").refId();
		this.fixture.time().advance(PATIENCE);
		join(stop);

		assertThat(task(old).status()).isEqualTo(TaskStatus.PROCESSING);
		assertThat(task(young).status()).isEqualTo(TaskStatus.PENDING);
		assertThat(this.fixture.tasks().cleanupStatistics().next()).isNotNull();
	}

	@Test
	void closedEngineRunsBodiesWithoutLimit() {
		RefCacheEngine engine = RefCacheEngine.builder(this.fixture.engine().settings())
			.store(this.fixture.store())
			.executors((name) -> Runnable::run)
			.build();
		engine.close();

		assertThatCode(
				() -> assertThat(value(engine.call(limited(null, "none", PATIENCE), key("key"), (context) -> "value")))
					.isEqualTo("value"))
			.doesNotThrowAnyException();
	}

	private Thread stop() {
		Thread thread = new Thread(() -> this.fixture.engine().stop(PATIENCE), "stop");
		thread.setDaemon(true);
		thread.start();
		this.fixture.time().awaitWaitersOf(thread);
		return thread;
	}

	private static void join(Thread thread) {
		try {
			thread.join(20_000);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		assertThat(thread.isAlive()).isFalse();
	}

	private List<String> warnings() {
		return this.log.events()
			.stream()
			.filter((event) -> event.getLevel() == Level.WARN && !event.getFormattedMessage().contains("error id"))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	private TaskInfo task(String refId) {
		return this.fixture.tasks().find(refId).orElseThrow();
	}

	private static Object value(RefResponse<?> response) {
		return ((CacheResponse.Complete<?>) response).value();
	}

}
