package io.refcache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.TaskStatus;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.EngineFixture.Call;
import io.refcache.testing.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has ended stays as it is.
 */
class EndedIsFinalTests {

	private final EngineFixture fixture = new EngineFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void completeTaskCannotBeCancelled() {
		String refId = submit((progress) -> "value");
		this.fixture.manual().runAll();

		assertThat(this.fixture.tasks().cancel(refId)).isFalse();
		assertThat(this.fixture.refCache().resolve(refId, String.class)).isEqualTo("value");
	}

	@Test
	void failedTaskCannotBeCancelled() {
		String refId = submit((progress) -> {
			throw new IOException("broken");
		});
		this.fixture.manual().runAll();

		assertThat(this.fixture.tasks().cancel(refId)).isFalse();
		assertThat(status(refId)).isEqualTo(TaskStatus.FAILED);
	}

	@Test
	void cancelledTaskStaysCancelledWhateverItsBodyReturns() {
		Gate body = new Gate("late");
		RefResponse<?> response = this.fixture.call(spec(Duration.ZERO, "pool"), "key", (progress) -> {
			try {
				return body.compute(progress);
			}
			catch (InterruptedException ex) {
				return "stubborn";
			}
		});
		body.awaitEntered();

		assertThat(this.fixture.tasks().cancel(response.refId())).isTrue();
		body.open();
		awaitIdle();

		assertThat(status(response.refId())).isEqualTo(TaskStatus.CANCELLED);
		Call next = this.fixture.start(spec(null, "none"), "key", (progress) -> "fresh");
		assertThat(((CacheResponse.Complete<?>) next.response()).value()).isEqualTo("fresh");
	}

	@Test
	void progressAfterTheEndIsDropped() {
		Gate body = new Gate("value");
		String refId = submit((progress) -> {
			progress.report(1, 2, "half");
			body.open();
			return body.compute(progress);
		});
		this.fixture.manual().runAll();

		body.context().report(2, 2, "too late");

		assertThat(this.fixture.tasks().find(refId).orElseThrow().progress().message()).isEqualTo("half");
	}

	@Test
	void listShowsEachTaskInItsLastState() {
		String complete = submit((progress) -> "value");
		this.fixture.manual().runAll();
		String pending = this.fixture.call(spec(Duration.ZERO, "manual"), "other", (progress) -> "value").refId();

		assertThat(this.fixture.tasks().list(null, 10)).extracting((task) -> task.refId() + " " + task.status())
			.containsExactlyInAnyOrder(complete + " COMPLETE", pending + " PENDING");
		assertThat(this.fixture.tasks().list(TaskStatus.PENDING, 10)).hasSize(1);
	}

	@Test
	void listShowsTasksBehindValuesThatAreNone() {
		String pending = submit((progress) -> "value");
		for (int i = 0; i < 30; i++) {
			this.fixture.time().advance(Duration.ofMillis(1));
			this.fixture.call(EngineFixture.plain(null, "none"), "key " + i, (progress) -> "value");
		}

		assertThat(this.fixture.tasks().list(null, 10)).extracting("refId").isEqualTo(List.of(pending));
	}

	private String submit(Work body) {
		return this.fixture.call(spec(Duration.ZERO, "manual"), "key", body).refId();
	}

	private TaskStatus status(String refId) {
		return ((AsyncTaskResponse<?>) this.fixture.refCache().get(refId)).status();
	}

	private void awaitIdle() {
		this.fixture.awaitIdlePool();
	}

}
