package io.refcache.observation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.refcache.RefResponse;
import io.refcache.RetryOptions;
import io.refcache.TaskCancelledException;
import io.refcache.engine.CallSpec;
import io.refcache.testing.EngineFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.plain;
import static io.refcache.testing.EngineFixture.retrying;
import static io.refcache.testing.EngineFixture.spec;
import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is observed of calls and attempts. The registry complains of observations that
 * start, open and stop in a wrong order.
 */
class MicrometerObserverTests {

	private static final CallSpec MANUAL = spec(Duration.ZERO, "manual");

	private static final CallSpec DIRECT = spec(Duration.ofSeconds(20), "direct");

	private static final CallSpec HERE = spec(null, "none");

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final List<Observation.Context> stopped = Collections.synchronizedList(new ArrayList<>());

	private final AtomicInteger started = new AtomicInteger();

	private @Nullable RefCacheObservationConvention convention;

	private final EngineFixture fixture = EngineFixture.with(
			(builder) -> builder.observer((name) -> new MicrometerObserver(this.registry, convention()).missed(name)));

	MicrometerObserverTests() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStart(Observation.Context context) {
				MicrometerObserverTests.this.started.incrementAndGet();
			}

			@Override
			public void onStop(Observation.Context context) {
				MicrometerObserverTests.this.stopped.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
	}

	private RefCacheObservationConvention convention() {
		return (this.convention != null) ? this.convention : new DefaultRefCacheObservationConvention();
	}

	@AfterEach
	void close() {
		this.fixture.close();
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void callAndItsAttemptAreObserved() {
		Observation request = Observation.start("request", this.registry);
		RefResponse<?> response = request.scoped(() -> this.fixture.call(DIRECT, "key", (context) -> "value"));
		request.stop();

		Observation.Context call = stopped("refcache.call");
		Observation.Context attempt = stopped("refcache.attempt");
		assertThat(parentOf(call)).isSameAs(request.getContext());
		assertThat(parentOf(attempt)).isSameAs(call);
		assertThat(call.getLowCardinalityKeyValues()).containsExactly(KeyValue.of("method", "test"),
				KeyValue.of("outcome", "complete"));
		assertThat(call.getHighCardinalityKeyValues())
			.containsExactly(KeyValue.of("refcache.ref_id", response.refId()));
		assertThat(attempt.getLowCardinalityKeyValues()).isEqualTo(call.getLowCardinalityKeyValues());
		assertThat(attempt.getHighCardinalityKeyValues()).containsExactly(KeyValue.of("refcache.attempt", "1"),
				KeyValue.of("refcache.ref_id", response.refId()));
		assertThat(call.getContextualName()).isEqualTo("call test");
		assertThat(attempt.getContextualName()).isEqualTo("compute test");
	}

	@Test
	void callThatComputesOnItsOwnThreadIsOneObservation() {
		AtomicReference<@Nullable Object> current = new AtomicReference<>();
		RefResponse<?> response = this.fixture.call(HERE, "key", (context) -> {
			current.set(current());
			return "value";
		});

		Observation.Context call = assertThat(this.stopped).singleElement().actual();
		assertThat(call.getName()).isEqualTo("refcache.call");
		assertThat(call.getHighCardinalityKeyValues())
			.containsExactly(KeyValue.of("refcache.ref_id", response.refId()));
		assertThat(current).hasValue(call);
	}

	@Test
	void eachAttemptOnTheCallersThreadIsAChildOfTheCall() throws Exception {
		CallSpec spec = retrying(null, "none", RetryOptions.DEFAULTS.withMaxRetries(1).withDelay(Duration.ZERO));
		this.fixture.call(spec, "key", (context) -> {
			if (context.attempt() == 1) {
				throw new IOException("expected");
			}
			return "value";
		});
		assertThat(all("refcache.attempt")).hasSize(2)
			.allSatisfy((attempt) -> assertThat(parentOf(attempt)).isSameAs(stopped("refcache.call")));
	}

	@Test
	void whatIsSwitchedOffIsNotObserved() {
		this.registry.observationConfig().observationPredicate((name, context) -> !name.equals("refcache.call"));
		this.fixture.call(MANUAL, "key", (context) -> "value");
		this.fixture.manual().runAll();
		assertThat(this.stopped).extracting(Observation.Context::getName).containsExactly("refcache.attempt");

		this.registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("refcache"));
		this.started.set(0);
		this.fixture.call(MANUAL, "other", (context) -> "value");
		this.fixture.manual().runAll();
		assertThat(this.started).hasValue(0);
	}

	@Test
	void hitIsNotObserved() {
		this.fixture.call(HERE, "key", (context) -> "value");
		this.started.set(0);
		this.fixture.call(HERE, "key", (context) -> "value");
		this.fixture.callAsync(HERE, "key", (context) -> "value");
		assertThat(this.started).hasValue(0);
	}

	@Test
	void deferredCallIsNoErrorAndItsTaskIsItsChild() {
		this.fixture.call(MANUAL, "key", (context) -> "value");
		Observation.Context call = stopped("refcache.call");
		assertThat(call.getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "deferred"));
		assertThat(call.getError()).isNull();

		this.fixture.manual().runAll();
		Observation.Context attempt = stopped("refcache.attempt");
		assertThat(parentOf(attempt)).isSameAs(call);
		assertThat(attempt.getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "complete"));
	}

	@Test
	void attemptIsCurrentInItsBodyOnAnyThread() {
		AtomicReference<@Nullable Object> current = new AtomicReference<>();
		this.fixture.call(spec(Duration.ofSeconds(20), "pool"), "key", (context) -> {
			current.set(current());
			return "value";
		});
		assertThat(current).hasValue(stopped("refcache.attempt"));
		assertThat(parentOf(stopped("refcache.attempt"))).isSameAs(stopped("refcache.call"));
	}

	@Test
	void nestedCallIsAChildOfTheAttempt() {
		this.fixture.call(DIRECT, "outer", (context) -> this.fixture.call(DIRECT, "inner", (inner) -> "value").refId());
		assertThat(this.stopped).extracting(Observation.Context::getName)
			.containsExactly("refcache.call", "refcache.attempt", "refcache.call");
		for (int i = 0; i < 2; i++) {
			assertThat(parentOf(this.stopped.get(i))).isSameAs(this.stopped.get(i + 1));
		}
	}

	@Test
	void eachAttemptIsAChildOfTheCall() {
		CallSpec spec = retrying(Duration.ZERO, "manual", RetryOptions.DEFAULTS.withMaxRetries(1));
		this.fixture.call(spec, "key", (context) -> {
			if (context.attempt() == 1) {
				throw new IOException("expected");
			}
			return "value";
		});
		this.fixture.manual().runAll();
		this.fixture.time().advance(RetryOptions.DEFAULTS.delay());
		this.fixture.manual().runAll();

		List<Observation.Context> attempts = all("refcache.attempt");
		assertThat(attempts).hasSize(2)
			.allSatisfy((attempt) -> assertThat(parentOf(attempt)).isSameAs(stopped("refcache.call")));
		assertThat(attempts.get(0).getError()).isInstanceOf(IOException.class);
		assertThat(attempts.get(0).getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "failed"));
		assertThat(attempts.get(1).getError()).isNull();
		assertThat(attempts.get(1).getHighCardinalityKeyValues()).contains(KeyValue.of("refcache.attempt", "2"));
	}

	@Test
	void attemptByHandIsAChildOfTheCall() {
		String refId = this.fixture.call(MANUAL, "key", (context) -> {
			throw new IOException("expected");
		}).refId();
		this.fixture.manual().runAll();
		this.fixture.tasks().retry(refId);
		this.fixture.manual().runAll();
		assertThat(all("refcache.attempt")).hasSize(2)
			.allSatisfy((attempt) -> assertThat(parentOf(attempt)).isSameAs(stopped("refcache.call")));
	}

	@Test
	void failureIsAnErrorOfCallAndAttempt() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.fixture.call(DIRECT, "key", (context) -> {
			throw new IOException("expected");
		}));
		assertThat(this.stopped).hasSize(2).allSatisfy((context) -> {
			assertThat(context.getError()).hasMessage("expected");
			assertThat(context.getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "failed"));
		});
	}

	@Test
	void refusedCallIsRejected() {
		this.fixture.engine().stop(Duration.ZERO);
		assertThatException().isThrownBy(() -> this.fixture.call(MANUAL, "key", (context) -> "never"));
		assertThat(this.stopped).singleElement()
			.satisfies((call) -> assertThat(call.getLowCardinalityKeyValues())
				.contains(KeyValue.of("outcome", "rejected")));
	}

	@Test
	void cancelledCallIsNoErrorAndItsAttemptIsDiscarded() {
		assertThatExceptionOfType(TaskCancelledException.class)
			.isThrownBy(() -> this.fixture.call(DIRECT, "key", (context) -> {
				this.fixture.tasks().cancel(context.refId());
				return "late";
			}));
		assertThat(stopped("refcache.call").getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "cancelled"));
		assertThat(stopped("refcache.attempt").getLowCardinalityKeyValues())
			.contains(KeyValue.of("outcome", "discarded"));
		assertThat(this.stopped).extracting(Observation.Context::getError).containsOnlyNulls();
	}

	@Test
	void callThatJoinsHasNoAttemptOfItsOwn() {
		this.fixture.call(MANUAL, "key", (context) -> "value");
		this.fixture.call(MANUAL, "key", (context) -> "value");
		this.fixture.manual().runAll();
		assertThat(all("refcache.call")).hasSize(2);
		assertThat(parentOf(stopped("refcache.attempt"))).isSameAs(all("refcache.call").get(0));
	}

	@Test
	void callThatDoesNotWaitIsObservedUntilItsAnswer() {
		CompletableFuture<RefResponse<?>> answer = this.fixture.callAsync(plain(Duration.ofSeconds(5), "manual"), "key",
				(context) -> "value");
		assertThat(this.stopped).isEmpty();
		this.fixture.manual().runAll();
		assertThat(answer).isCompleted();
		assertThat(parentOf(stopped("refcache.attempt"))).isSameAs(stopped("refcache.call"));
		assertThat(stopped("refcache.call").getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "complete"));
	}

	@Test
	void attemptLastsUntilItsStageEnds() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		this.fixture.callAsync(staged(Duration.ofSeconds(5), "direct"), "key", (context) -> stage);
		assertThat(this.stopped).isEmpty();
		stage.completeExceptionally(new IOException("expected"));
		assertThat(stopped("refcache.attempt").getError()).isInstanceOf(IOException.class);
		assertThat(stopped("refcache.call").getError()).isInstanceOf(IOException.class);
	}

	@Test
	void stageOfACancelledTaskIsDiscarded() {
		String refId = this.fixture.call(staged(Duration.ZERO, "direct"), "key", (context) -> new CompletableFuture<>())
			.refId();
		this.fixture.tasks().cancel(refId);
		assertThat(stopped("refcache.attempt").getLowCardinalityKeyValues())
			.contains(KeyValue.of("outcome", "discarded"));
	}

	@Test
	void stageThatNeverEndsIsDiscardedWithItsTask() {
		String refId = this.fixture
			.call(staged(Duration.ZERO, "direct"), "key",
					(context) -> new CompletableFuture<>().minimalCompletionStage())
			.refId();
		this.fixture.tasks().cancel(refId);
		assertThat(stopped("refcache.attempt").getLowCardinalityKeyValues())
			.contains(KeyValue.of("outcome", "discarded"));
	}

	@Test
	void conventionMayBeReplaced() {
		this.convention = new DefaultRefCacheObservationConvention() {
			@Override
			public KeyValues getLowCardinalityKeyValues(RefCacheObservationContext context) {
				return KeyValues.of("operation", context.getMethod());
			}
		};
		this.fixture.call(DIRECT, "key", (context) -> "value");
		assertThat(this.stopped).hasSize(2)
			.allSatisfy((context) -> assertThat(context.getLowCardinalityKeyValues())
				.containsExactly(KeyValue.of("operation", "test")));
	}

	private Observation.Context stopped(String name) {
		return assertThat(all(name)).singleElement().actual();
	}

	private List<Observation.Context> all(String name) {
		return List.copyOf(this.stopped).stream().filter((context) -> name.equals(context.getName())).toList();
	}

	private static @Nullable Object parentOf(Observation.Context context) {
		ObservationView parent = context.getParentObservation();
		return (parent != null) ? parent.getContextView() : null;
	}

	private @Nullable Object current() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null) ? current.getContext() : null;
	}

}
