package io.refcache.engine;

import java.time.Duration;
import java.util.Map;

import io.refcache.task.RunRejectedException;
import io.refcache.task.RunRejectedException.Limit;
import io.refcache.testing.LogRecorder;
import io.refcache.testing.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refusals are counted, and told of once a minute.
 */
class RejectionsTests {

	private final ManualClock clock = new ManualClock();

	private final Rejections rejections = new Rejections(this.clock);

	@Test
	void refusalsAreInTheLogOnceAMinute() {
		try (LogRecorder log = LogRecorder.of("io.refcache.engine.Rejections")) {
			refuse(Limit.EXECUTOR, "the pool is full");
			refuse(Limit.MAX_ACTIVE, "too many");
			this.clock.advance(Duration.ofSeconds(59));
			refuse(Limit.EXECUTOR, "the pool is full");
			assertThat(log.messages())
				.containsExactly("the pool is full (refused so far: {EXECUTOR=1, MAX_ACTIVE=0, SHUTDOWN=0})");

			this.clock.advance(Duration.ofSeconds(1));
			refuse(Limit.EXECUTOR, "still full");
			assertThat(log.messages()).hasSize(2)
				.last()
				.isEqualTo("still full (refused so far: {EXECUTOR=3, MAX_ACTIVE=1, SHUTDOWN=0})");
		}
		assertThat(this.rejections.counts())
			.isEqualTo(Map.of(Limit.EXECUTOR, 3L, Limit.MAX_ACTIVE, 1L, Limit.SHUTDOWN, 0L));
	}

	private void refuse(Limit limit, String message) {
		this.rejections.add(new RunRejectedException(limit, message));
	}

}
