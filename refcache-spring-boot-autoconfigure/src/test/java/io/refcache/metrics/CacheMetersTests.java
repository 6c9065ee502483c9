package io.refcache.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.refcache.TaskCancelledException;
import io.refcache.engine.CallSpec;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What meters read of engine and store.
 */
class CacheMetersTests {

	private static final CallSpec MANUAL = spec(Duration.ZERO, "manual");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final EngineFixture fixture = new EngineFixture(10_000, 10, (store) -> store);

	@BeforeEach
	void bind() {
		new CacheMeters(this.fixture.engine(), this.fixture.store()).bindTo(this.registry);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void callsAreCountedByWhatTheyFind() {
		for (int i = 0; i < 2; i++) {
			this.fixture.call(MANUAL, "key", (context) -> "value");
		}
		this.fixture.manual().runAll();
		for (int i = 0; i < 3; i++) {
			this.fixture.call(MANUAL, "key", (context) -> "value");
		}
		assertThat(gets("miss")).isEqualTo(1);
		assertThat(gets("joined")).isEqualTo(1);
		assertThat(gets("hit")).isEqualTo(3);
		assertThat(gets("stale")).isZero();
	}

	@Test
	void lostReferencesAreToldFromDroppedValues() {
		for (int i = 0; i < 13; i++) {
			this.fixture.call(MANUAL, "key" + i, (context) -> {
				throw new IllegalStateException("expected");
			});
		}
		this.fixture.manual().runAll();
		assertThat(evicted("true")).isEqualTo(3);
		assertThat(evicted("false")).isZero();

		CallSpec plain = EngineFixture.plain(null, "none");
		for (int i = 0; i < 30; i++) {
			this.fixture.call(plain, "plain" + i, (context) -> "value");
		}
		assertThat(evicted("true")).isEqualTo(3);
		assertThat(evicted("false")).isEqualTo(20);
	}

	@Test
	void bodiesThatGoOnAreCounted() {
		assertThat(this.registry.get(MeterNames.STOPPING).gauge().value()).isZero();
		assertThatExceptionOfType(TaskCancelledException.class)
			.isThrownBy(() -> this.fixture.call(spec(null, "none"), "key", (context) -> {
				this.fixture.tasks().cancel(context.refId());
				assertThat(this.registry.get(MeterNames.STOPPING).gauge().value()).isOne();
				return "late";
			}));
		assertThat(this.registry.get(MeterNames.STOPPING).gauge().value()).isZero();
	}

	private double gets(String result) {
		return this.registry.get(MeterNames.GETS).tag("result", result).functionCounter().count();
	}

	private double evicted(String retained) {
		return this.registry.get(MeterNames.EVICTED).tag("retained", retained).functionCounter().count();
	}

}
