package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.Actor;
import io.refcache.CacheResponse;
import io.refcache.CallOptions;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.access.AccessPolicy;
import io.refcache.access.ActorScope;
import io.refcache.access.Permission;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A computation acts as whoever started it, whatever is known on its thread, and an actor
 * is the starter of nobody else's.
 */
class ComputationActorTests {

	private static final Actor ALICE = Actor.user("alice");

	private static final Actor ROBOT = Actor.agent("robot");

	private static final AccessPolicy SEALED = AccessPolicy.of(Permission.FULL, Permission.of(Permission.EXECUTE));

	/** Whom Spring Security, or a request, knows on each thread. */
	private final EngineFixture fixture = EngineFixture
		.with((builder) -> builder.actors(List.of(() -> ALICE)).policies(Map.of("sealed", SEALED)));

	private final List<Actor> actors = new ArrayList<>();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "manual" })
	void starterBeatsWhatIsKnownOnTheThread(String executor) {
		Duration asyncTimeout = executor.equals("none") ? CallOptions.NO_TIMEOUT : Duration.ZERO;
		CallOptions options = CallOptions.of("operation", "key").withAsyncTimeout(asyncTimeout).withExecutor(executor);
		this.fixture.refCache().as(ROBOT).call(options, (context) -> note());
		this.fixture.manual().runAll();

		assertThat(this.actors).containsExactly(ROBOT);
		assertThat(this.fixture.engine().actor()).as("afterwards").isEqualTo(ALICE);
	}

	@Test
	void scopeInsideOfTheComputationBeatsTheStarter() {
		this.fixture.refCache()
			.as(ROBOT)
			.call(CallOptions.of("operation", "key"), (context) -> ActorScope.call(Actor.SYSTEM, this::note));

		assertThat(this.actors).containsExactly(Actor.SYSTEM);
	}

	@Test
	void threadOfTheComputationActsAsItsStarter() {
		this.fixture.refCache().as(ROBOT).call(CallOptions.of("operation", "key"), (context) -> {
			Thread thread = new Thread(context.wrap((Runnable) this::note));
			thread.start();
			thread.join();
			return "value";
		});

		assertThat(this.actors).containsExactly(ROBOT);
	}

	@Test
	void retryByHandActsAsTheStarter() {
		AtomicReference<String> refId = new AtomicReference<>();
		ActorScope.run(ROBOT, () -> {
			try {
				this.fixture.refCache().call(CallOptions.of("operation", "key").withExecutor("manual"), (context) -> {
					note();
					if (context.attempt() == 1) {
						// Whoever lists it may ask for it.
						refId.set(this.fixture.tasks().list(null, 1).get(0).refId());
						throw new IllegalStateException("expected");
					}
					return "value";
				});
			}
			catch (IllegalStateException ex) {
				this.actors.add(Actor.ANONYMOUS);
			}
		});
		ActorScope.run(Actor.SYSTEM, () -> this.fixture.tasks().retry(refId.get()));
		this.fixture.manual().runAll();

		assertThat(this.actors).containsExactly(ROBOT, Actor.ANONYMOUS, ROBOT);
	}

	@Test
	void hitAsksThePolicyOfTheEntry() {
		CallOptions options = CallOptions.of("operation", "key");
		RefCache cache = this.fixture.refCache();
		cache.as(ALICE).call(options.withPolicy("sealed"), (context) -> "secret");

		assertThat((Object) cache.as(ROBOT).call(options, (context) -> "other"))
			.isInstanceOf(CacheResponse.Withheld.class);
		assertThat((Object) cache.as(ALICE).call(options, (context) -> "other"))
			.isInstanceOfSatisfying(CacheResponse.Complete.class, (hit) -> assertThat(hit.value()).isEqualTo("secret"));
	}

	@Test
	void anonymousCallersMayCancelWhatTheyHoldTheReferenceOfAndNoMore() {
		RefCache anonymous = this.fixture.refCache().as(Actor.ANONYMOUS);
		CallOptions options = CallOptions.of("operation", "key").withAsyncTimeout(Duration.ZERO).withExecutor("manual");
		RefResponse<String> task = anonymous.call(options, (context) -> "value");

		assertThat(anonymous.listTasks(null, 10)).isEmpty();
		assertThat(anonymous.clear("public")).isZero();
		assertThat(anonymous.isCancellable(task.refId())).isTrue();
		assertThat(this.fixture.refCache().as(Actor.ANONYMOUS.withSession("other")).isCancellable(task.refId()))
			.isFalse();
		assertThat(anonymous.cancelTask(task.refId())).isTrue();
	}

	private String note() {
		this.actors.add(this.fixture.engine().actor());
		return "value";
	}

}
