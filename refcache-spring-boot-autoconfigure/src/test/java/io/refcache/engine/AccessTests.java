package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.refcache.Actor;
import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import io.refcache.RefAccessDeniedException;
import io.refcache.RefCache;
import io.refcache.RefCacheException;
import io.refcache.RefComputationException;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.TaskInfo;
import io.refcache.TaskInProgressException;
import io.refcache.TaskStatus;
import io.refcache.access.AccessPolicy;
import io.refcache.access.ActorScope;
import io.refcache.access.NamespacePairs;
import io.refcache.access.Permission;
import io.refcache.access.PermissionChecker;
import io.refcache.access.Protection;
import io.refcache.store.ReferenceRecord;
import io.refcache.testing.EngineFixture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nobody sees what they may not: every policy, in every namespace, for every actor, on
 * every way in. What an actor may do is what the checker says; how he is told is said
 * here.
 */
class AccessTests {

	private static final Actor ALICE = Actor.user("alice")
		.withSession("a1")
		.withAttributes(Map.of(Actor.ORG_ID, "acme"));

	private static final Actor BOB = Actor.user("bob").withSession("b1").withAttributes(Map.of(Actor.ORG_ID, "acme"));

	private static final Actor MALLORY = Actor.user("mallory").withSession("m1");

	private static final List<Actor> ACTORS = List.of(ALICE, BOB, MALLORY, Actor.agent("robot"), Actor.ANONYMOUS,
			Actor.ANONYMOUS.withSession("s1"), Actor.SYSTEM);

	private static final Map<String, AccessPolicy> POLICIES = policies();

	private static final List<Place> PLACES = List.of(new Place("public", null), new Place("shared:reports", null),
			new Place("user:alice", null), new Place("org:acme", null), new Place("org:acme:user:bob", null),
			new Place("agent:robot", null), new Place("session:s1", null), new Place("public", "user:alice"),
			new Place("public", "org:acme"));

	private static final String UNKNOWN = "test:0123456789abcdef0123456789abcdef";

	private final PermissionChecker checker = PermissionChecker.create();

	private EngineFixture fixture;

	private RefCache cache;

	private boolean failing;

	private static Map<String, AccessPolicy> policies() {
		Map<String, AccessPolicy> policies = new LinkedHashMap<>();
		policies.put("default", AccessPolicy.DEFAULT);
		policies.put("all", AccessPolicy.PUBLIC);
		policies.put("users", AccessPolicy.USER_ONLY);
		policies.put("execute", AccessPolicy.EXECUTE_ONLY);
		policies.put("read", AccessPolicy.READ_ONLY);
		policies.put("secret", AccessPolicy.of(Permission.of(Permission.EXECUTE), Permission.of(Permission.EXECUTE))
			.withOwnerPermissions(Permission.of(Permission.EXECUTE)));
		policies.put("nobody",
				AccessPolicy.of(Permission.NONE, Permission.NONE).withStarterPermissions(Permission.NONE));
		policies.put("bound", AccessPolicy.PUBLIC.withBoundSession("a1"));
		policies.put("denied", AccessPolicy.PUBLIC.withDeniedActors(Set.of("user:m*", "agent:*")));
		policies.put("allowed",
				AccessPolicy.of(Permission.NONE, Permission.NONE).withAllowedActors(Set.of("user:bob")));
		return policies;
	}

	@TestFactory
	Stream<DynamicTest> read() {
		return everywhere((subject) -> {
			String refId = subject.complete();
			if (!subject.sees()) {
				assertSameAsUnknown(subject, (cache, ref) -> cache.get(ref), refId);
				assertSameAsUnknown(subject, (cache, ref) -> cache.resolve(ref, String.class), refId);
				assertThat(subject.cache().exists(refId)).isFalse();
				assertThat(subject.cache().taskStatus(refId)).isEmpty();
				return;
			}
			assertThat(subject.cache().exists(refId)).isTrue();
			assertThat(subject.cache().taskStatus(refId)).map(TaskInfo::status).contains(TaskStatus.COMPLETE);
			assertAnswer(subject, subject.cache().get(refId), refId);
			if (subject.may(Permission.READ)) {
				assertThat(subject.cache().resolve(refId, String.class)).isEqualTo("value");
			}
			else {
				assertDenied(() -> subject.cache().resolve(refId, String.class));
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> hit() {
		return everywhere((subject) -> {
			String refId = subject.complete();
			if (subject.sees()) {
				assertAnswer(subject, subject.call(subject.cache()), refId);
			}
			else {
				assertDenied(() -> subject.call(subject.cache()));
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> shortWayToHit() {
		return everywhere((subject) -> {
			RefCacheEngine engine = this.fixture.engine();
			CallSpec spec = subject.spec(engine);
			ActorScope.run(subject.starter(), () -> this.fixture.call(spec, "key", (context) -> "value"));
			ActorScope.run(subject.actor(), () -> {
				ReferenceRecord hit = engine.hit(spec, engine.caller(spec), EngineFixture.key("key"));
				assertThat(hit != null).isEqualTo(subject.may(Permission.READ));
				assertThat(engine.gets(GetResult.HIT)).isEqualTo((hit != null) ? 1 : 0);
			});
		});
	}

	@TestFactory
	Stream<DynamicTest> joinAndPoll() {
		return everywhere((subject) -> {
			String refId = subject.running();
			if (subject.mayStart()) {
				assertRunning(subject, subject.call(subject.cache()), refId);
			}
			else {
				assertDenied(() -> subject.call(subject.cache()));
			}
			assertThat(this.fixture.manual().size()).as("tasks").isEqualTo(1);
			if (!subject.sees()) {
				assertSameAsUnknown(subject, (cache, ref) -> cache.get(ref), refId);
				assertThat(subject.cache().taskStatus(refId)).isEmpty();
				return;
			}
			assertRunning(subject, subject.cache().get(refId), refId);
			if (subject.may(Permission.READ)) {
				assertThatExceptionOfType(TaskInProgressException.class)
					.isThrownBy(() -> subject.cache().resolve(refId, String.class));
			}
			else {
				assertDenied(() -> subject.cache().resolve(refId, String.class));
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> failure() {
		return everywhere((subject) -> {
			String refId = subject.failed();
			if (!subject.sees()) {
				assertSameAsUnknown(subject, (cache, ref) -> cache.get(ref), refId);
				return;
			}
			AsyncTaskResponse<?> task = (AsyncTaskResponse<?>) subject.cache().get(refId);
			assertThat(task.message().contains("confidential")).isEqualTo(subject.may(Permission.READ));
			assertThat(subject.cache().taskStatus(refId).orElseThrow().toString().contains("confidential"))
				.isEqualTo(subject.may(Permission.READ));
			if (subject.may(Permission.READ)) {
				assertThatExceptionOfType(RefComputationException.class)
					.isThrownBy(() -> subject.cache().resolve(refId, String.class))
					.withMessageContaining("confidential");
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> cancel() {
		return everywhere((subject) -> {
			String refId = subject.running();
			assertThat(subject.cache().isCancellable(refId)).isEqualTo(subject.canDo(Permission.UPDATE));
			if (!subject.sees()) {
				assertThat(subject.cache().cancelTask(refId)).isEqualTo(subject.cache().cancelTask(UNKNOWN)).isFalse();
			}
			else if (subject.may(Permission.UPDATE)) {
				assertThat(subject.cache().cancelTask(refId)).isTrue();
			}
			else {
				assertDenied(() -> subject.cache().cancelTask(refId));
			}
			assertThat(this.cache.taskStatus(refId).orElseThrow().status())
				.isEqualTo(subject.canDo(Permission.UPDATE) ? TaskStatus.CANCELLED : TaskStatus.PENDING);
		});
	}

	@TestFactory
	Stream<DynamicTest> retry() {
		return everywhere((subject) -> {
			String refId = subject.failed();
			if (!subject.sees()) {
				assertSameAsUnknown(subject, (cache, ref) -> cache.retryTask(ref), refId);
			}
			else if (subject.may(Permission.UPDATE)) {
				assertThat(subject.cache().retryTask(refId).status()).isEqualTo(TaskStatus.PENDING);
			}
			else {
				assertDenied(() -> subject.cache().retryTask(refId));
			}
			assertThat(this.cache.taskStatus(refId).orElseThrow().status())
				.isEqualTo(subject.canDo(Permission.UPDATE) ? TaskStatus.PENDING : TaskStatus.FAILED);
		});
	}

	@TestFactory
	Stream<DynamicTest> delete() {
		return everywhere((subject) -> {
			String refId = subject.complete();
			if (!subject.sees()) {
				assertThat(subject.cache().delete(refId)).isEqualTo(subject.cache().delete(UNKNOWN)).isFalse();
			}
			else if (subject.may(Permission.DELETE)) {
				assertThat(subject.cache().delete(refId)).isTrue();
			}
			else {
				assertDenied(() -> subject.cache().delete(refId));
			}
			assertThat(this.cache.exists(refId)).isNotEqualTo(subject.canDo(Permission.DELETE));
		});
	}

	@TestFactory
	Stream<DynamicTest> clear() {
		return everywhere((subject) -> {
			String refId = subject.complete();

			assertThat(subject.cache().clear(subject.place().namespace()))
				.isEqualTo(subject.may(Permission.DELETE) ? 1 : 0);

			assertThat(this.cache.exists(refId)).isNotEqualTo(subject.may(Permission.DELETE));
		});
	}

	@TestFactory
	Stream<DynamicTest> list() {
		return everywhere((subject) -> {
			String refId = subject.running();
			if (subject.lists()) {
				assertThat(subject.cache().listTasks(null, 10)).extracting(TaskInfo::refId).containsExactly(refId);
			}
			else {
				assertThat(subject.cache().listTasks(null, 10)).isEmpty();
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> write() {
		return everywhere((subject) -> {
			EntryOptions options = subject.entry();
			String first = this.cache.set("key", "first", options).refId();
			Protection own = subject.protection(subject.actor());
			boolean mayWrite = this.checker.hasPermission(subject.actor(), Permission.WRITE, subject.policy(), own);
			boolean mayReplace = this.checker.hasPermission(subject.actor(), Permission.UPDATE, subject.policy(),
					subject.protection(Actor.SYSTEM));
			if (mayWrite) {
				assertThat(subject.cache().set("other key", "value", options).refId()).isNotEqualTo(first);
			}
			else {
				assertDenied(() -> subject.cache().set("other key", "value", options));
			}
			if (mayWrite && mayReplace) {
				subject.cache().set("key", "second", options);
			}
			else {
				assertDenied(() -> subject.cache().set("key", "second", options));
			}
			assertThat(this.cache.resolve(first, String.class)).isEqualTo("first");
		});
	}

	private Stream<DynamicTest> everywhere(Consumer<Subject> test) {
		List<DynamicTest> tests = new ArrayList<>();
		POLICIES.forEach((name, policy) -> {
			for (Place place : PLACES) {
				for (Actor actor : ACTORS) {
					for (Actor starter : List.of(ALICE, Actor.SYSTEM)) {
						Subject subject = new Subject(name, policy, place, actor, starter);
						if (starter.isSystem() || subject.mayBeStartedBy(starter)) {
							tests.add(DynamicTest.dynamicTest(subject.toString(), () -> run(subject, test)));
						}
					}
				}
			}
		});
		assertThat(tests).hasSizeGreaterThan(700);
		return tests.stream();
	}

	private void run(Subject subject, Consumer<Subject> test) {
		this.fixture = EngineFixture.with((builder) -> builder.policies(POLICIES));
		this.cache = this.fixture.refCache();
		try {
			test.accept(subject);
		}
		finally {
			this.fixture.close();
		}
	}

	private static void assertAnswer(Subject subject, RefResponse<?> response, String refId) {
		assertThat(response.refId()).isEqualTo(refId);
		if (subject.may(Permission.READ)) {
			assertThat(response).isInstanceOfSatisfying(CacheResponse.Complete.class,
					(complete) -> assertThat(complete.value()).isEqualTo("value"));
		}
		else {
			assertThat(response).isInstanceOf(CacheResponse.Withheld.class);
		}
	}

	private static void assertRunning(Subject subject, RefResponse<?> response, String refId) {
		assertThat(response).isInstanceOfSatisfying(AsyncTaskResponse.class, (task) -> {
			assertThat(task.refId()).isEqualTo(refId);
			assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
		});
	}

	private static void assertDenied(ThrowingCallable call) {
		assertThatExceptionOfType(RefAccessDeniedException.class).isThrownBy(call).withMessageContaining("may not");
	}

	/** Neither text nor type tells that there is something. */
	private void assertSameAsUnknown(Subject subject, Access access, String refId) {
		RefCacheException unknown = failure(subject, access, UNKNOWN);
		RefCacheException hidden = failure(subject, access, refId);

		assertThat(hidden).isExactlyInstanceOf(RefNotFoundException.class).hasSameClassAs(unknown);
		assertThat(hidden.getMessage().replace(refId, UNKNOWN)).isEqualTo(unknown.getMessage());
		assertThat(hidden).hasNoCause().hasNoSuppressedExceptions();
	}

	private static RefCacheException failure(Subject subject, Access access, String refId) {
		try {
			access.to(subject.cache(), refId);
		}
		catch (RefCacheException ex) {
			return ex;
		}
		throw new AssertionError("It is there");
	}

	@FunctionalInterface
	private interface Access {

		void to(RefCache cache, String refId);

	}

	/**
	 * Where an entry is.
	 *
	 * @param namespace its namespace
	 * @param owner its owner
	 */
	private record Place(String namespace, String owner) {

	}

	/**
	 * Who asks for what.
	 */
	private final class Subject {

		private final String name;

		private final AccessPolicy policy;

		private final Place place;

		private final Actor actor;

		private final Actor starter;

		Subject(String name, AccessPolicy policy, Place place, Actor actor, Actor starter) {
			this.name = name;
			this.policy = policy;
			this.place = place;
			this.actor = actor;
			this.starter = starter;
		}

		Actor actor() {
			return this.actor;
		}

		Actor starter() {
			return this.starter;
		}

		CallSpec spec(RefCacheEngine engine) {
			return new CallSpec(EngineFixture.spec(null, "none").operation(), EngineFixture.TTL, null, null, null,
					"none", false, false, engine.access(this.name, this.place.namespace(), this.place.owner(), false));
		}

		AccessPolicy policy() {
			return this.policy;
		}

		Place place() {
			return this.place;
		}

		RefCache cache() {
			return AccessTests.this.cache.as(this.actor);
		}

		Protection protection(Actor starter) {
			return new Protection(this.name, this.place.namespace(), this.place.owner(), null, starter);
		}

		boolean mayBeStartedBy(Actor actor) {
			return AccessTests.this.checker.hasPermission(actor, Permission.EXECUTE, this.policy, protection(actor));
		}

		boolean mayStart() {
			return mayBeStartedBy(this.actor);
		}

		boolean may(Permission permission) {
			return AccessTests.this.checker.hasPermission(this.actor, permission, this.policy,
					protection(this.starter));
		}

		boolean sees() {
			return may(Permission.READ) || may(Permission.EXECUTE);
		}

		/** In an open namespace the reference is the key, so it is not told. */
		boolean lists() {
			Protection protection = protection(this.starter);
			String owner = (this.place.owner() != null) ? this.place.owner() : this.policy.owner();
			return sees() && (this.actor.isSystem() || this.starter.isSameAs(this.actor)
					|| (owner != null && NamespacePairs.of(owner).matches(this.actor))
					|| !protection.pairs().isEmpty());
		}

		boolean canDo(Permission permission) {
			return sees() && may(permission);
		}

		EntryOptions entry() {
			EntryOptions options = EntryOptions.DEFAULTS.withNamespace(this.place.namespace()).withPolicy(this.name);
			return (this.place.owner() != null) ? options.withOwner(this.place.owner()) : options;
		}

		RefResponse<String> call(RefCache cache) {
			return cache.call(options(), (context) -> {
				if (context.attempt() == 1 && AccessTests.this.failing) {
					throw new IllegalStateException("confidential");
				}
				return "value";
			});
		}

		private CallOptions options() {
			CallOptions options = CallOptions.of("op", 1)
				.withNamespace(this.place.namespace())
				.withPolicy(this.name)
				.withExecutor("manual")
				.withAsyncTimeout(Duration.ZERO);
			return (this.place.owner() != null) ? options.withOwner(this.place.owner()) : options;
		}

		String running() {
			return call(AccessTests.this.cache.as(this.starter)).refId();
		}

		String complete() {
			String refId = running();
			AccessTests.this.fixture.manual().runAll();
			return refId;
		}

		String failed() {
			AccessTests.this.failing = true;
			String refId = complete();
			AccessTests.this.failing = false;
			return refId;
		}

		@Override
		public String toString() {
			return "%s in session %s, policy %s, %s, started by %s".formatted(this.actor, this.actor.session(),
					this.name, this.place, this.starter);
		}

	}

}
