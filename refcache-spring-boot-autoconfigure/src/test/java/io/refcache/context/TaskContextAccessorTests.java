package io.refcache.context;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.refcache.TaskContext;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Snapshots that a body takes carry its task context to the threads that it starts.
 */
class TaskContextAccessorTests {

	@Test
	void snapshotOfABodyCarriesItsContext() {
		List<TaskContext> seen = new CopyOnWriteArrayList<>();
		try (EngineFixture fixture = new EngineFixture()) {
			String refId = fixture.call(spec(Duration.ZERO, "manual"), "key", (context) -> {
				ContextSnapshot snapshot = ContextSnapshotFactory.builder().build().captureAll();
				Thread thread = new Thread(snapshot.wrap(() -> {
					TaskContext.current().report(1, 2, "from another thread");
					seen.add(TaskContext.current());
				}));
				thread.start();
				thread.join();
				seen.add(context);
				return "value";
			}).refId();
			fixture.manual().runAll();

			assertThat(seen.get(0)).isSameAs(seen.get(1));
			assertThat(fixture.tasks().find(refId).orElseThrow().progress().message()).isEqualTo("from another thread");
			assertThat(TaskContext.current()).isSameAs(TaskContext.NONE);
		}
	}

	@Test
	void snapshotTakenOutsideABodyHidesTheContextOfTheWorker() {
		ContextSnapshot snapshot = ContextSnapshotFactory.builder().clearMissing(true).build().captureAll();
		try (EngineFixture fixture = new EngineFixture()) {
			fixture.call(spec(null, "none"), "key", (context) -> {
				try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
					assertThat(scope).isNotNull();
					assertThat(TaskContext.current()).isSameAs(TaskContext.NONE);
				}
				assertThat(TaskContext.current()).isSameAs(context);
				return "value";
			});
		}
	}

}
