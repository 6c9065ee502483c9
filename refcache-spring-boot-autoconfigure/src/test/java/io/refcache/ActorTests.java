package io.refcache;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who calls.
 */
class ActorTests {

	@Test
	void textIsTypeAndId() {
		assertThat(Actor.user("alice")).hasToString("user:alice");
		assertThat(Actor.agent("robot")).hasToString("agent:robot");
		assertThat(Actor.ANONYMOUS).hasToString("user:*");
		assertThat(Actor.SYSTEM).hasToString("system:internal");
	}

	@Test
	void actorWithAnIdIsTheSameInEverySession() {
		Actor alice = Actor.user("alice");

		assertThat(alice.withSession("a").isSameAs(alice.withSession("b"))).isTrue();
		assertThat(alice.isSameAs(Actor.user("bob"))).isFalse();
		assertThat(alice.isSameAs(Actor.agent("alice"))).isFalse();
	}

	@Test
	void anonymousActorIsTheSameInItsSessionOnly() {
		Actor anonymous = Actor.ANONYMOUS;

		assertThat(anonymous.withSession("a").isSameAs(anonymous.withSession("a"))).isTrue();
		assertThat(anonymous.withSession("a").isSameAs(anonymous.withSession("b"))).isFalse();
		assertThat(anonymous.withSession("a").isSameAs(anonymous)).isFalse();
		assertThat(anonymous.isSameAs(Actor.ANONYMOUS)).as("nothing tells them apart").isFalse();
		assertThat(anonymous.isAnonymous()).isTrue();
	}

	@Test
	void nameAndSessionMustSaySomething() {
		assertThatIllegalArgumentException().isThrownBy(() -> Actor.user(" "))
			.withMessage("'id' must not be empty: an anonymous actor has none");
		assertThatIllegalArgumentException().isThrownBy(() -> Actor.ANONYMOUS.withSession(""))
			.withMessageStartingWith("'session' must not be empty");
	}

	@Test
	void attributesCannotBeChangedLater() {
		Map<String, String> attributes = new HashMap<>(Map.of("org_id", "acme"));
		Actor actor = Actor.user("alice").withAttributes(attributes);
		attributes.put("org_id", "other");

		assertThat(actor.attributes()).containsExactly(Map.entry("org_id", "acme"));
	}

}
