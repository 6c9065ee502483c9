package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.task.AttemptObservation;
import io.refcache.task.CallObservation;
import io.refcache.task.CallObserver;
import io.refcache.task.CapturedContext.Scope;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.LogRecorder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What observers are told, and what they cannot break.
 */
class CallObserverTests {

	private static final CallSpec DIRECT = spec(Duration.ofSeconds(20), "direct");

	private static final CallSpec HERE = spec(null, "none");

	@Test
	void observerThatThrowsBreaksNothing() {
		RuntimeException failure = new IllegalStateException("observer");
		for (int point = 0; point < 6; point++) {
			int failing = point;
			try (EngineFixture fixture = EngineFixture.with((builder) -> builder.observer(failing(failing, failure)));
					LogRecorder log = LogRecorder.of(GuardedObserver.class.getName())) {
				RefResponse<?> response = fixture.call(DIRECT, "key", (context) -> "value");
				assertThat(response).isInstanceOfSatisfying(CacheResponse.Complete.class,
						(complete) -> assertThat(complete.value()).isEqualTo("value"));
				assertThat(fixture.callAsync(DIRECT, "other", (context) -> "value")).isCompleted();
				assertThat(fixture.engine().flights()).isZero();
				assertThat(log.messages()).singleElement().asString().contains("Call observer");
			}
		}
	}

	private static CallObserver failing(int point, RuntimeException failure) {
		return (name) -> {
			fail(point == 0, failure);
			return new CallObservation() {
				@Override
				public Scope open() {
					fail(point == 1, failure);
					return () -> fail(point == 2, failure);
				}

				@Override
				public AttemptObservation attempt(String refId, int number) {
					fail(point == 3, failure);
					return new AttemptObservation() {
						@Override
						public void succeeded() {
							fail(point == 4, failure);
						}
					};
				}

				@Override
				public void answered(@Nullable String refId) {
					fail(point == 5, failure);
				}
			};
		};
	}

	private static void fail(boolean failing, RuntimeException failure) {
		if (failing) {
			throw failure;
		}
	}

	@Test
	void observationEndsOnce() {
		List<String> events = new ArrayList<>();
		CallObserver observer = (name) -> new CallObservation() {
			@Override
			public AttemptObservation attempt(String refId, int number) {
				return new AttemptObservation() {
					@Override
					public void succeeded() {
						events.add("succeeded");
					}

					@Override
					public void discarded() {
						events.add("discarded");
					}
				};
			}
		};
		try (EngineFixture fixture = EngineFixture.with((builder) -> builder.observer(observer))) {
			fixture.callAsync(staged(Duration.ofSeconds(5), "direct"), "key", (context) -> new TalkativeStage());
		}
		assertThat(events).containsExactly("succeeded");
	}

	/** Tells of its end twice. */
	private static final class TalkativeStage extends CompletableFuture<Object> {

		@Override
		public CompletableFuture<Object> whenComplete(BiConsumer<? super Object, ? super Throwable> action) {
			action.accept("value", null);
			action.accept("value", null);
			return this;
		}

	}

}
