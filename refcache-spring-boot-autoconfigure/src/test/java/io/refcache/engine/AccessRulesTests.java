package io.refcache.engine;

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

}
