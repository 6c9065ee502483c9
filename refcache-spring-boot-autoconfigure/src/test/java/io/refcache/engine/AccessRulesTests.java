package io.refcache.engine;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.Actor;
import io.refcache.access.AccessPolicy;
import io.refcache.access.ContextValues;
import io.refcache.access.Protection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccessRulesTests {

	private final AccessRules rules = new AccessRules(Protection.DEFAULT_POLICY, AccessPolicy.DEFAULT,
			Template.parse("user:{user_id}"), null, false, ContextValues.create(), true);

	@Test
	void eachActorHasItsOwnPlaceHoweverManyThereAre() {
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 1000; i++) {
				assertThat(this.rules.of("op", Actor.user("u" + i)).namespace()).isEqualTo("user:u" + i);
			}
		}
	}

	@Test
	void namespaceOfOneActorIsReadOnce() {
		Protection alice = this.rules.of("op", Actor.user("alice"));
		assertThat(this.rules.of("op", Actor.user("alice"))).isSameAs(alice);
	}

	@Test
	void ownersAndSessionsInOneNamespaceAreToldApart() {
		AccessRules owned = new AccessRules(Protection.DEFAULT_POLICY, AccessPolicy.DEFAULT, Template.parse("public"),
				Template.parse("user:{user_id}"), true, ContextValues.create(), true);
		Actor alice = Actor.user("alice");
		assertThat(owned.of("op", alice.withSession("one")).scope()).isEqualTo("user:alice\none");
		assertThat(owned.of("op", alice.withSession("two")).scope()).isEqualTo("user:alice\ntwo");
		assertThat(owned.of("op", Actor.user("bob").withSession("two")).scope()).isEqualTo("user:bob\ntwo");
		assertThat(owned.of("op", alice.withSession("one")).scope()).isEqualTo("user:alice\none");
	}

	@Test
	void severalValuesMakeOnePlace() {
		AccessRules several = new AccessRules(Protection.DEFAULT_POLICY, AccessPolicy.DEFAULT,
				Template.parse("org:{org_id}:reports"), Template.parse("user:{user_id}"), false, ContextValues.create(),
				true);
		Actor alice = Actor.user("alice").withAttributes(Map.of(Actor.ORG_ID, "acme"));
		Protection first = several.of("op", alice);
		assertThat(first.namespace()).isEqualTo("org:acme:reports");
		assertThat(first.owner()).isEqualTo("user:alice");
		assertThat(several.of("op", alice)).isSameAs(first);
		assertThat(several.of("op", Actor.user("bob").withAttributes(alice.attributes())).owner())
			.isEqualTo("user:bob");
		assertThat(several.of("op", alice.withAttributes(Map.of(Actor.ORG_ID, "other"))).namespace())
			.isEqualTo("org:other:reports");
	}

	@Test
	void valueThatChangesWhileItIsReadLeadsNobodyAstray() {
		AtomicInteger reads = new AtomicInteger();
		AccessRules changing = new AccessRules(Protection.DEFAULT_POLICY, AccessPolicy.DEFAULT,
				Template.parse("org:{org_id}:{user_id}"), null, false,
				(name, actor) -> name.equals(Actor.ORG_ID) ? "org" + (reads.getAndIncrement() % 2) : actor.id(), true);
		Actor alice = Actor.user("alice");
		for (int i = 0; i < 4; i++) {
			assertThat(changing.of("op", alice).namespace()).isEqualTo("org:org" + (i % 2) + ":alice");
		}
	}

}
