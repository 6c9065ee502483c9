package io.refcache.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.refcache.Actor;
import io.refcache.access.PermissionDeniedException.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.refcache.access.Permission.DELETE;
import static io.refcache.access.Permission.EXECUTE;
import static io.refcache.access.Permission.READ;
import static io.refcache.access.Permission.UPDATE;
import static io.refcache.access.Permission.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The rules of access policies, and their order.
 */
class PermissionCheckerTests {

	private static final Actor ALICE = Actor.user("alice").withSession("a1");

	private static final Actor BOB = Actor.user("bob")
		.withSession("b1")
		.withAttributes(Map.of(Actor.ORG_ID, "acme", Actor.TENANT_ID, "t1"));

	private static final Actor ROBOT = Actor.agent("robot-1");

	private static final Actor NOBODY = Actor.ANONYMOUS;

	private static final Actor NOBODY_IN_SESSION = Actor.ANONYMOUS.withSession("n1");

	private static final Set<Permission> READER = Permission.of(READ, EXECUTE);

	private static final Set<Permission> TASK = Permission.of(UPDATE, DELETE);

	private static final AccessPolicy NOTHING = AccessPolicy.of(Permission.NONE, Permission.NONE);

	private final PermissionChecker checker = PermissionChecker.create();

	@ParameterizedTest(name = "{0} may {3} ({4})")
	@MethodSource
	void whoMayDoWhat(Actor actor, AccessPolicy policy, Protection protection, Set<Permission> granted,
			@Nullable Reason reason) {
		assertThat(this.checker.effectivePermissions(actor, policy, protection)).isEqualTo(granted);
		for (Permission permission : Permission.values()) {
			if (granted.contains(permission)) {
				this.checker.check(actor, permission, policy, protection);
			}
			else {
				PermissionDeniedException denied = catchThrowableOfType(PermissionDeniedException.class,
						() -> this.checker.check(actor, permission, policy, protection));
				assertThat(denied.getReason()).isEqualTo(reason);
				assertThat(denied.getActor()).isEqualTo(actor);
				assertThat(denied.getPermission()).isEqualTo(permission);
				assertThat(denied.getNamespace()).isEqualTo(protection.namespace());
				assertThat(denied).hasMessageContainingAll(actor.toString(), permission.name(), reason.text());
			}
		}
	}

	static Stream<Arguments> whoMayDoWhat() {
		AccessPolicy none = NOTHING.withStarterPermissions(Permission.NONE);
		Protection open = Protection.of("public");
		return Stream.of(
				// The policy named default.
				arguments(ALICE, AccessPolicy.DEFAULT, open, READER, Reason.ROLE_INSUFFICIENT),
				arguments(ROBOT, AccessPolicy.DEFAULT, open, READER, Reason.ROLE_INSUFFICIENT),
				arguments(NOBODY, AccessPolicy.DEFAULT, open, READER, Reason.ROLE_INSUFFICIENT),
				arguments(ALICE, AccessPolicy.DEFAULT, open.startedBy(ALICE), Permission.FULL, null),
				arguments(BOB, AccessPolicy.DEFAULT, open.startedBy(ALICE), READER, Reason.ROLE_INSUFFICIENT),
				arguments(ALICE, AccessPolicy.DEFAULT, owned("user:alice"), Permission.FULL, null),
				arguments(BOB, AccessPolicy.DEFAULT, owned("user:alice"), READER, Reason.ROLE_INSUFFICIENT),
				// Starters: the same person in another session is, somebody anonymous is
				// not.
				arguments(ALICE.withSession("a2"), AccessPolicy.DEFAULT, open.startedBy(ALICE), Permission.FULL, null),
				arguments(NOBODY_IN_SESSION, AccessPolicy.DEFAULT, open.startedBy(NOBODY_IN_SESSION), Permission.FULL,
						null),
				arguments(NOBODY, AccessPolicy.DEFAULT, open.startedBy(NOBODY_IN_SESSION), READER,
						Reason.ROLE_INSUFFICIENT),
				arguments(NOBODY_IN_SESSION, AccessPolicy.DEFAULT, open.startedBy(NOBODY), READER,
						Reason.ROLE_INSUFFICIENT),
				arguments(Actor.agent("alice"), AccessPolicy.DEFAULT, open.startedBy(ALICE), READER,
						Reason.ROLE_INSUFFICIENT),
				arguments(ALICE, NOTHING, open.startedBy(ALICE), TASK, Reason.ROLE_INSUFFICIENT),
				// The policies that have a name of their own.
				arguments(ALICE, AccessPolicy.PUBLIC, open, Permission.FULL, null),
				arguments(ROBOT, AccessPolicy.PUBLIC, open, Permission.FULL, null),
				arguments(ALICE, AccessPolicy.USER_ONLY, open, Permission.FULL, null),
				arguments(ROBOT, AccessPolicy.USER_ONLY, open, Permission.NONE, Reason.ROLE_INSUFFICIENT),
				arguments(ALICE, AccessPolicy.EXECUTE_ONLY, open, Permission.FULL, null),
				arguments(ROBOT, AccessPolicy.EXECUTE_ONLY, open, Permission.of(EXECUTE), Reason.ROLE_INSUFFICIENT),
				arguments(ALICE, AccessPolicy.READ_ONLY, open, Permission.of(READ), Reason.ROLE_INSUFFICIENT),
				// System passes whatever stands in the way of others.
				arguments(Actor.SYSTEM,
						none.withDeniedActors(Set.of("*")).withBoundSession("other").withOwner("user:alice"),
						Protection.of("user:bob"), Permission.FULL, null),
				// 1. Denied, even if everything else allows it.
				arguments(ALICE,
						AccessPolicy.PUBLIC.withDeniedActors(Set.of("user:al*"))
							.withAllowedActors(Set.of("*"))
							.withOwner("user:alice"),
						open.startedBy(ALICE), Permission.NONE, Reason.EXPLICIT_DENY),
				arguments(BOB, AccessPolicy.PUBLIC.withDeniedActors(Set.of("user:al*")), open, Permission.FULL, null),
				arguments(NOBODY, AccessPolicy.PUBLIC.withDeniedActors(Set.of("user:al*")), open, Permission.FULL,
						null),
				arguments(NOBODY, AccessPolicy.PUBLIC.withDeniedActors(Set.of("user:*")), open, Permission.NONE,
						Reason.EXPLICIT_DENY),
				arguments(ROBOT, AccessPolicy.PUBLIC.withDeniedActors(Set.of("agent:robot-?", "agent:robot-*")), open,
						Permission.NONE, Reason.EXPLICIT_DENY),
				arguments(ROBOT, AccessPolicy.PUBLIC.withDeniedActors(Set.of("user:*")), open, Permission.FULL, null),
				// 2. Another session, even if it is the owner's.
				arguments(ALICE, AccessPolicy.PUBLIC.withBoundSession("a1"), open, Permission.FULL, null),
				arguments(ALICE.withSession("a2"),
						AccessPolicy.PUBLIC.withBoundSession("a1")
							.withAllowedActors(Set.of("*"))
							.withOwner("user:alice"),
						open.startedBy(ALICE), Permission.NONE, Reason.SESSION_MISMATCH),
				arguments(NOBODY, AccessPolicy.PUBLIC.withBoundSession("a1"), open, Permission.NONE,
						Reason.SESSION_MISMATCH),
				arguments(ALICE, AccessPolicy.PUBLIC.withBoundSession("other"), inSession("a1"), Permission.FULL, null),
				arguments(BOB, AccessPolicy.PUBLIC.withBoundSession("b1"), inSession("a1"), Permission.NONE,
						Reason.SESSION_MISMATCH),
				// 3. Another namespace, even if it is on the allow list.
				arguments(ALICE, AccessPolicy.PUBLIC, Protection.of("user:alice"), Permission.FULL, null),
				arguments(BOB, AccessPolicy.PUBLIC.withAllowedActors(Set.of("*")).withOwner("user:bob"),
						Protection.of("user:alice").startedBy(BOB), Permission.NONE, Reason.NAMESPACE_OWNERSHIP),
				arguments(Actor.agent("alice"), AccessPolicy.PUBLIC, Protection.of("user:alice"), Permission.NONE,
						Reason.NAMESPACE_OWNERSHIP),
				arguments(NOBODY, AccessPolicy.PUBLIC, Protection.of("user:*"), Permission.NONE,
						Reason.NAMESPACE_OWNERSHIP),
				// 4. Allowed, even if roles are not.
				arguments(ALICE, none.withAllowedActors(Set.of("user:alice")), open, Permission.FULL, null),
				arguments(ALICE, none.withAllowedActors(Set.of("user:alice")).withOwnerPermissions(Permission.NONE),
						owned("user:alice"), Permission.FULL, null),
				arguments(NOBODY, none.withAllowedActors(Set.of("user:a*", "user:*")), open, Permission.NONE,
						Reason.ROLE_INSUFFICIENT),
				arguments(NOBODY, none.withAllowedActors(Set.of("*")), open, Permission.FULL, null),
				arguments(BOB, none.withAllowedActors(Set.of("user:alice")), open, Permission.NONE,
						Reason.ROLE_INSUFFICIENT),
				// 5. The owner has what owners have, no more and no less.
				arguments(ALICE, none, owned("user:alice"), Permission.FULL, null),
				arguments(ALICE, none.withOwner("user:alice"), open, Permission.FULL, null),
				arguments(ALICE, none.withOwner("user:alice"), owned("user:bob"), Permission.NONE,
						Reason.ROLE_INSUFFICIENT),
				arguments(ALICE, AccessPolicy.PUBLIC.withOwnerPermissions(Permission.of(READ)),
						owned("user:alice").startedBy(ALICE), Permission.of(READ), Reason.OWNER_INSUFFICIENT),
				arguments(BOB, none, owned("org:acme"), Permission.FULL, null),
				arguments(ALICE, none, owned("org:acme"), Permission.NONE, Reason.ROLE_INSUFFICIENT),
				arguments(NOBODY, none, owned("user:*"), Permission.NONE, Reason.ROLE_INSUFFICIENT),
				// 6. Roles.
				arguments(ALICE, AccessPolicy.of(Permission.of(WRITE), Permission.of(READ)), open, Permission.of(WRITE),
						Reason.ROLE_INSUFFICIENT),
				arguments(ROBOT, AccessPolicy.of(Permission.of(WRITE), Permission.of(READ)), open, Permission.of(READ),
						Reason.ROLE_INSUFFICIENT));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void whomANamespaceAdmits(String namespace, List<Actor> admitted) {
		for (Actor actor : List.of(ALICE, BOB, ROBOT, NOBODY, NOBODY_IN_SESSION)) {
			assertThat(this.checker.hasPermission(actor, READ, AccessPolicy.PUBLIC, Protection.of(namespace)))
				.as(actor.toString())
				.isEqualTo(admitted.contains(actor));
		}
		assertThat(this.checker.hasPermission(Actor.SYSTEM, READ, AccessPolicy.PUBLIC, Protection.of(namespace)))
			.isTrue();
	}

	static Stream<Arguments> whomANamespaceAdmits() {
		List<Actor> all = List.of(ALICE, BOB, ROBOT, NOBODY, NOBODY_IN_SESSION);
		return Stream.of(arguments("public", all), arguments("shared:reports", all), arguments("reports:2026", all),
				arguments("users:alice", all), arguments("user:alice", List.of(ALICE)),
				arguments("user:bob", List.of(BOB)), arguments("agent:robot-1", List.of(ROBOT)),
				arguments("session:a1", List.of(ALICE)), arguments("session:n1", List.of(NOBODY_IN_SESSION)),
				arguments("org:acme", List.of(BOB)), arguments("tenant:t1", List.of(BOB)),
				arguments("org:acme:user:bob", List.of(BOB)), arguments("org:acme:user:alice", List.of()),
				arguments("user:alice:session:a1", List.of(ALICE)), arguments("user:alice:session:b1", List.of()),
				arguments("reports:user:bob", List.of(BOB)), arguments("shared:user:bob", List.of(BOB)),
				arguments("user:bob:reports", List.of(BOB)), arguments("user:user:bob", List.of()),
				arguments("user:alice:user:bob", List.of()));
	}

	@Test
	void idsThatAreKindsDoNotBeginPairs() {
		Actor odd = Actor.user("org");

		assertThat(NamespacePairs.encode("org")).isEqualTo("%6Frg");
		assertThat(NamespacePairs.of("user:" + NamespacePairs.encode("org") + ":reports").matches(odd)).isTrue();
		assertThat(NamespacePairs.of(NamespacePairs.encode("user") + ":reports").matches(odd)).isTrue();
		assertThat(NamespacePairs.of("user:org").matches(odd)).as("is not how that id is written").isFalse();
	}

	@Test
	void idsWithColonsCannotPassForPairs() {
		Actor sly = Actor.user("bob:org:acme");

		assertThat(NamespacePairs.of("user:" + NamespacePairs.encode("bob:org:acme")).matches(sly)).isTrue();
		assertThat(NamespacePairs.of("user:bob:org:acme").matches(sly)).isFalse();
		assertThat(NamespacePairs.of("user:bob%3Aorg%3Aacme").matches(Actor.user("bob%3Aorg%3Aacme"))).isFalse();
	}

	@ParameterizedTest
	@MethodSource
	void pairWithoutIdIsRefused(String namespace) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> NamespacePairs.of(namespace))
			.withMessageContaining("'" + namespace + "'")
			.withMessageContaining(":<id>");
	}

	static Stream<String> pairWithoutIdIsRefused() {
		return Stream.of("user", "user:", "org:acme:user", "org::user:bob", "session: ");
	}

	@ParameterizedTest
	@MethodSource
	void whatCannotOwnIsRefused(String owner) {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> AccessPolicy.DEFAULT.withOwner(owner));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new Protection("default", "public", owner, null, null));
	}

	static Stream<String> whatCannotOwnIsRefused() {
		return Stream.of("alice", "", "user:", "public", "user:alice:reports", "system:internal");
	}

	@ParameterizedTest
	@MethodSource
	void whatIsNoPatternIsRefused(String pattern) {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> AccessPolicy.DEFAULT.withDeniedActors(Set.of(pattern)))
			.withMessageContaining("'%s' is no pattern of actors".formatted(pattern));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> AccessPolicy.DEFAULT.withAllowedActors(Set.of(pattern)));
	}

	static Stream<String> whatIsNoPatternIsRefused() {
		return Stream.of("", "alice", "user", "user:", "system:*", "org:acme", "**");
	}

	@Test
	void policyIsOpenToReadersOnlyIfItTellsNobodyApart() {
		assertThat(AccessPolicy.DEFAULT.isOpenToReaders()).isTrue();
		assertThat(AccessPolicy.PUBLIC.isOpenToReaders()).isTrue();
		assertThat(AccessPolicy.PUBLIC.withAllowedActors(Set.of("user:a")).isOpenToReaders()).isTrue();
		assertThat(AccessPolicy.PUBLIC.withOwner("user:a").isOpenToReaders()).isTrue();
		assertThat(AccessPolicy.PUBLIC.withOwnerPermissions(Permission.of(READ)).withOwner("user:a").isOpenToReaders())
			.isFalse();
		assertThat(AccessPolicy.PUBLIC.withBoundSession("s").isOpenToReaders()).isFalse();
		assertThat(AccessPolicy.PUBLIC.withDeniedActors(Set.of("user:a")).isOpenToReaders()).isFalse();
		assertThat(AccessPolicy.USER_ONLY.isOpenToReaders()).isFalse();
		assertThat(AccessPolicy.EXECUTE_ONLY.isOpenToReaders()).isFalse();
		assertThat(AccessPolicy.READ_ONLY.isOpenToReaders()).isFalse();
	}

	@Test
	void permissionsHaveTheBitsOfTheirNumbers() {
		assertThat(Stream.of(Permission.values()).mapToInt(Permission::bit)).containsExactly(1, 2, 4, 8, 16);
		assertThat(Permission.bits(Permission.CRUD)).isEqualTo(15);
		assertThat(Permission.bits(Permission.FULL)).isEqualTo(31);
		assertThat(Permission.bits(Permission.NONE)).isZero();
	}

	private static Protection owned(String owner) {
		return new Protection("default", "public", owner, null, null);
	}

	private static Protection inSession(String session) {
		return new Protection("default", "public", null, session, null);
	}

}
