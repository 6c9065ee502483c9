package io.refcache.engine;

import java.io.IOException;
import java.time.Duration;

import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What is counted of calls.
 */
class GetsTests {

	private static final CallSpec MANUAL = spec(Duration.ZERO, "manual");

	private static final CallSpec HERE = spec(null, "none");

	private final EngineFixture fixture = new EngineFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void callIsCountedByWhatItFinds() {
		this.fixture.call(HERE, "key", (context) -> "value");
		assertThatCounts(0, 1, 0, 0);
		this.fixture.call(HERE, "key", (context) -> "other");
		this.fixture.callAsync(HERE, "key", (context) -> "other");
		assertThatCounts(2, 1, 0, 0);
	}

	@Test
	void equalCallJoins() {
		this.fixture.call(MANUAL, "key", (context) -> "value");
		this.fixture.call(MANUAL, "key", (context) -> "value");
		this.fixture.callAsync(MANUAL, "key", (context) -> "value");
		assertThatCounts(0, 1, 2, 0);
		this.fixture.manual().runAll();
		this.fixture.call(MANUAL, "key", (context) -> "value");
		assertThatCounts(1, 1, 2, 0);
	}

	@Test
	void valueWhoseTimeIsOverIsStale() {
		CallSpec brief = new CallSpec(HERE.operation(), Duration.ofSeconds(1), null, null, null, "none", true, false,
				EngineFixture.OPEN);
		this.fixture.call(brief, "key", (context) -> "value");
		this.fixture.time().advance(Duration.ofSeconds(1));
		this.fixture.call(brief, "key", (context) -> "value");
		assertThatCounts(0, 1, 0, 1);
	}

	@Test
	void failureIsNoValue() {
		assertThatException().isThrownBy(() -> this.fixture.call(HERE, "key", (context) -> {
			throw new IOException("expected");
		}));
		this.fixture.call(HERE, "key", (context) -> "value");
		assertThatCounts(0, 2, 0, 0);
	}

	@Test
	void evictedValueIsNotThere() {
		this.fixture.call(HERE, "key", (context) -> "value");
		this.fixture.store().detach(EngineFixture.key("key"), null);
		this.fixture.call(HERE, "key", (context) -> "value");
		assertThatCounts(0, 2, 0, 0);
	}

	@Test
	void computationOfACallerBeginsBeforeItEnds() {
		this.fixture.call(HERE, "key", (context) -> {
			assertThatCounts(0, 1, 0, 0);
			return "value";
		});
	}

	private void assertThatCounts(long hits, long misses, long joined, long stale) {
		assertThat(GetResult.values()).extracting(this.fixture.engine()::gets)
			.containsExactly(hits, misses, joined, stale);
	}

}
