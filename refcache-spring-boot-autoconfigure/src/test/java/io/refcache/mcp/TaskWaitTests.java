package io.refcache.mcp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.refcache.AsyncTaskResponse;
import io.refcache.RefResponse;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How long a tool waits for a task, and what it tells meanwhile.
 */
class TaskWaitTests {

	private final EngineFixture fixture = new EngineFixture();

	private final TaskWait waits = new TaskWait(this.fixture.refCache(), this.fixture.tasks(),
			this.fixture.engine().waiting());

	private final Gate gate = new Gate("value");

	private final List<Double> told = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.gate.open();
		this.fixture.close();
	}

	@Test
	void waitEndsWithTheTask() {
		String refId = start();
		Call call = waitFor(refId, null);

		this.gate.open();

		call.response();
		assertThat(this.fixture.tasks().find(refId).orElseThrow().status().isEnded()).isTrue();
	}

	@Test
	void waitEndsWhenTimeIsUp() {
		Call call = waitFor(start(), null);
		this.fixture.time().advance(Duration.ofSeconds(59));
		this.fixture.time().awaitWaitersOf(call.thread());

		this.fixture.time().advance(Duration.ofSeconds(1));

		call.response();
		assertThat(this.gate.runs()).isOne();
	}

	@Test
	void waitEndsWhenTheApplicationStops() {
		Call call = waitFor(start(), null);

		this.waits.stop();

		call.response();
		assertThat(this.waits.isRunning()).isFalse();
		assertThat(this.waits.getPhase()).isGreaterThan(Integer.MAX_VALUE - 1024);
	}

	@Test
	void nobodyWaitsForWhatIsNotThere() {
		waitFor("test:0123456789abcdef0123456789abcdef", null, false).response();
	}

	@Test
	void progressIsToldTwiceASecondAtMost() {
		String refId = start();
		Call call = waitFor(refId, (progress, total, message) -> this.told.add(progress));
		report(1);
		await().until(() -> this.told.equals(List.of(1.0)));

		report(2);
		this.fixture.time().advance(Duration.ofMillis(400));
		report(3);
		this.fixture.time().awaitWaitersOf(call.thread());
		assertThat(this.told).containsExactly(1.0);

		// Whatever the thread has seen by now, it is told the last of it.
		await().until(() -> {
			this.fixture.time().advance(Duration.ofMillis(100));
			return this.told.equals(List.of(1.0, 3.0));
		});
		this.gate.open();
		call.response();
	}

	private void report(int current) {
		this.gate.context().report(current, 10);
	}

	private String start() {
		RefResponse<?> response = this.fixture.call(spec(Duration.ZERO, "pool"), "slow", this.gate);
		this.gate.awaitEntered();
		return ((AsyncTaskResponse<?>) response).refId();
	}

	private Call waitFor(String refId, @Nullable Notifications notifications) {
		return waitFor(refId, notifications, true);
	}

	private Call waitFor(String refId, @Nullable Notifications notifications, boolean waits) {
		Call call = this.fixture.start(() -> {
			this.waits.await(refId, Duration.ofMinutes(1), notifications);
			return RefResponse.of("over");
		});
		if (waits) {
			this.fixture.time().awaitWaitersOf(call.thread());
		}
		return call;
	}

}
