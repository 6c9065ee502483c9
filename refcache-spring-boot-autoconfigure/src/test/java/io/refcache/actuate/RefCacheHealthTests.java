package io.refcache.actuate;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.refcache.RefCacheStoreException;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.testing.DelegatingStore;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What health tells of the cache.
 */
class RefCacheHealthTests {

	private static final String SMALL_POOL = "refcache.task.execution.pool.";

	@Test
	void busyExecutorIsUp() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		try (OperatedApplication application = new OperatedApplication("management.endpoint.health.show-details=always",
				SMALL_POOL + "core-size=1", SMALL_POOL + "max-size=1", SMALL_POOL + "queue-capacity=0")) {
			application.running(gate);
			String body = application.get("/health").body();
			assertThat(new JsonContent(body)).extractingPath("$.status").isEqualTo("UP");
			assertThat(new JsonContent(body)).extractingPath("$.components.refCache.status").isEqualTo("UP");
			assertThat(new JsonContent(body)).extractingPath("$.components.refCache.details.store")
				.isEqualTo("MemoryReferenceStore");
			assertThat(new JsonContent(body))
				.extractingPath("$.components.refCache.details.executors.refCacheTaskExecutor")
				.asMap()
				.isEqualTo(Map.of("active", 1, "queued", 0, "saturated", true));
		}
	}

	@Test
	void detailsAreShownAsBootAllows() throws Exception {
		try (OperatedApplication application = new OperatedApplication()) {
			assertThat(application.get("/health").body()).contains("UP").doesNotContain("MemoryReferenceStore");
		}
	}

	@Test
	void itMayBeSwitchedOff() throws Exception {
		try (OperatedApplication application = new OperatedApplication("management.endpoint.health.show-details=always",
				"management.health.refcache.enabled=false")) {
			assertThat(application.get("/health").body()).contains("UP").doesNotContain("MemoryReferenceStore");
		}
	}

	@Test
	void storeThatDoesNotAnswerIsDown() {
		try (EngineFixture fixture = new EngineFixture()) {
			assertThat(health(fixture.store()).getStatus()).isEqualTo(Status.UP);
			Health down = health(new DelegatingStore(fixture.store()) {
				@Override
				public ReferenceRecord find(RefId id, Part part) {
					throw new RefCacheStoreException("no route to host", null);
				}
			});
			assertThat(down.getStatus()).isEqualTo(Status.DOWN);
			assertThat(down.getDetails()).containsKey("store").containsKey("error");
		}
	}

	private static Health health(ReferenceStore store) {
		return new RefCacheHealthIndicator(store, Map::of).health();
	}

}
