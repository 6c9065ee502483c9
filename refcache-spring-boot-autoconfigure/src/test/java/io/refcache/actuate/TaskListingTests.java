package io.refcache.actuate;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.refcache.TaskStatus;
import io.refcache.engine.CallSpec;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.Show;

import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The list of many tasks.
 */
class TaskListingTests {

	private static final CallSpec MANUAL = spec(Duration.ZERO, "manual");

	private static final int TASKS = 10_000;

	private final EngineFixture fixture = new EngineFixture();

	private final RefCacheTasksEndpoint endpoint = new RefCacheTasksEndpoint(this.fixture.tasks(),
			this.fixture.refCache(), this.fixture.time().clock(), Show.NEVER);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void tenThousandTasksAreListedInPages() {
		for (int i = 0; i < TASKS; i++) {
			this.fixture.call(MANUAL, "key " + i, (context) -> "value");
		}
		Set<String> ids = new HashSet<>();
		String cursor = null;
		int pages = 0;
		do {
			TasksDescriptor page = this.endpoint.tasks(TaskStatus.PENDING, "test", null, 500, cursor);
			assertThat(page.tasks()).hasSize(500);
			page.tasks().forEach((task) -> ids.add(task.refId()));
			cursor = page.next();
			pages++;
		}
		while (cursor != null && pages < 2 * TASKS / 500);
		assertThat(ids).hasSize(TASKS);
		assertThat(pages).isEqualTo(TASKS / 500);
		assertThat(this.endpoint.tasks(null, null, null, null, null).tasks())
			.hasSize(RefCacheTasksEndpoint.DEFAULT_LIMIT);
	}

}
