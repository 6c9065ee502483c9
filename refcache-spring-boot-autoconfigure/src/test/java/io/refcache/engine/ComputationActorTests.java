package io.refcache.engine;

import java.util.concurrent.atomic.AtomicInteger;
import io.refcache.testing.ManualTransactions;
import io.refcache.access.PermissionDeniedException.Reason;
import io.refcache.access.PermissionDeniedException;
import io.refcache.access.PermissionChecker;
import io.refcache.RefAccessDeniedException;
import io.refcache.AsyncTaskResponse;
import io.refcache.TaskContextHolder;
import io.refcache.TaskContext;
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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A computation acts as whoever started it, whatever is known on its thread, and an actor
 * is the starter of nobody else's.
 */
class ComputationActorTests {

	private static final Actor ALICE = Actor.user("alice");

	private static final Actor ROBOT = Actor.agent("robot");

	private static final AccessPolicy CLOSED = AccessPolicy.of(Permission.FULL, Permission.NONE);

	private static final AccessPolicy UNREAD = AccessPolicy.PUBLIC
		.withOwnerPermissions(Permission.of(Permission.EXECUTE));

	private static final AccessPolicy SEALED = AccessPolicy.of(Permission.FULL, Permission.of(Permission.EXECUTE));

	/** Whom Spring Security, or a request, knows on each thread. */
	private final EngineFixture fixture = EngineFixture.with((builder) -> builder.actors(List.of(() -> ALICE))
		.policies(Map.of("sealed", SEALED, "closed", CLOSED, "unread", UNREAD)));

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
	void threadThatOutlivesTheComputationActsAsItsStarter() throws Exception {
		List<Runnable> left = new ArrayList<>();
		RefResponse<String> task = this.fixture.refCache()
			.as(ROBOT)
			.call(CallOptions.of("operation", "key").withAsyncTimeout(Duration.ZERO).withExecutor("manual"),
					(context) -> {
						left.add(context.wrap((Runnable) this::note));
						left.add(() -> inContextOf(context, this::note));
						return "value";
					});
		this.fixture.manual().runAll();
		assertThat(this.fixture.refCache().as(ROBOT).get(task.refId())).isInstanceOf(CacheResponse.Complete.class);

		left.forEach(Runnable::run);

		assertThat(this.actors).containsExactly(ROBOT, ROBOT);
	}

	@Test
	void wrappedTaskBringsItsActorIntoAnotherComputation() {
		List<Runnable> wrapped = new ArrayList<>();
		this.fixture.refCache().as(ROBOT).call(CallOptions.of("operation", "robot"), (context) -> {
			wrapped.add(context.wrap((Runnable) this::note));
			wrapped.add(() -> inContextOf(context, this::note));
			return "value";
		});

		this.fixture.refCache().as(Actor.user("bob")).call(CallOptions.of("operation", "bob"), (context) -> {
			wrapped.forEach(Runnable::run);
			return note();
		});

		assertThat(this.actors).containsExactly(ROBOT, ROBOT, Actor.user("bob"));
	}

	@Test
	void wrappedTaskActsAsWhoeverActedWhenItWasWrapped() {
		List<Runnable> wrapped = new ArrayList<>();
		this.fixture.refCache().as(ROBOT).call(CallOptions.of("operation", "key"), (context) -> {
			ActorScope.run(ALICE, () -> wrapped.add(context.wrap((Runnable) this::note)));
			return ActorScope.call(Actor.user("bob"), () -> {
				wrapped.forEach(Runnable::run);
				return note();
			});
		});

		assertThat(this.actors).containsExactly(ALICE, Actor.user("bob"));
	}

	@Test
	void agentsThreadThatOutlivesTheComputationIsNoAgentThatCalls() {
		CallSpec spec = EngineFixture.plain(null, "none");
		List<TaskContext> left = new ArrayList<>();
		this.fixture.refCache().as(ROBOT).call(CallOptions.of("operation", "key"), (context) -> left.add(context));

		inContextOf(left.get(0),
				() -> assertThat(this.fixture.engine().isCalledByAgent(this.fixture.engine().caller(spec))).isFalse());
		ActorScope.run(ROBOT,
				() -> assertThat(this.fixture.engine().isCalledByAgent(this.fixture.engine().caller(spec))).isTrue());
	}

	@Test
	void plainComputationActsAsItsCaller() {
		ManualTransactions transactions = new ManualTransactions();
		EngineFixture transactional = EngineFixture.with((builder) -> builder.transactions(transactions));
		CallOptions options = CallOptions.of("operation", "key");
		transactions.begin();
		transactional.refCache().as(ROBOT).call(options, (context) -> "outer");
		transactions.begin();
		RefResponse<Actor> plain = transactional.refCache()
			.as(ROBOT)
			.call(options, (context) -> transactional.engine().actor());
		transactions.commit();
		transactions.commit();
		transactional.close();

		assertThat(plain).isEqualTo(CacheResponse.complete(null, ROBOT));
	}

	@Test
	void callThatMeetsARunOfAnotherPolicyIsAskedByThat() {
		CallOptions options = CallOptions.of("operation", "key").withAsyncTimeout(Duration.ZERO).withExecutor("manual");
		RefCache cache = this.fixture.refCache();
		cache.as(ALICE).call(options.withPolicy("closed"), (context) -> "secret");

		assertThatExceptionOfType(RefAccessDeniedException.class)
			.isThrownBy(() -> cache.as(ROBOT).call(options, (context) -> "other"))
			.withMessage("agent:robot may not call 'operation'");
		assertThat(cache.as(ALICE).call(options, (context) -> "other")).isInstanceOf(AsyncTaskResponse.class);
	}

	@Test
	void checkerOfTheApplicationIsAskedWhereAllMay() {
		PermissionChecker checker = (actor, permission, policy, protection) -> {
			if (actor.equals(ROBOT)) {
				throw new PermissionDeniedException(actor, permission, Reason.ROLE_INSUFFICIENT,
						protection.namespace());
			}
		};
		EngineFixture checked = EngineFixture.with((builder) -> builder.permissions(checker));
		AtomicInteger runs = new AtomicInteger();
		CallOptions options = CallOptions.of("operation", "key");
		try {
			assertThatExceptionOfType(RefAccessDeniedException.class)
				.isThrownBy(() -> checked.refCache().as(ROBOT).call(options, (context) -> runs.incrementAndGet()));
			assertThat(runs).hasValue(0);
			checked.refCache().as(ALICE).call(options, (context) -> runs.incrementAndGet());
			assertThatExceptionOfType(RefAccessDeniedException.class)
				.isThrownBy(() -> checked.refCache().as(ROBOT).call(options, (context) -> runs.incrementAndGet()));
			assertThat(runs).hasValue(1);
		}
		finally {
			checked.close();
		}
	}

	@Test
	void ownerWhoMayNotReadDoesNotHit() {
		CallOptions options = CallOptions.of("operation", "key").withPolicy("unread").withOwner("user:alice");
		RefCache cache = this.fixture.refCache();

		assertThat(cache.as(ALICE).call(options, (context) -> "value")).isInstanceOf(CacheResponse.Withheld.class);
		assertThat(cache.as(ALICE).call(options, (context) -> "value")).isInstanceOf(CacheResponse.Withheld.class);
		assertThat(cache.as(Actor.user("bob")).call(options, (context) -> "value"))
			.isInstanceOf(CacheResponse.Complete.class);
	}

	private static void inContextOf(TaskContext context, Runnable task) {
		TaskContext outer = TaskContextHolder.set(context);
		try {
			task.run();
		}
		finally {
			TaskContextHolder.set(outer);
		}
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
