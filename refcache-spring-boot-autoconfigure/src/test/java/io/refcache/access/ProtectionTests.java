package io.refcache.access;

import io.refcache.Actor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProtectionTests {

	private static final Actor ALICE = Actor.user("alice");

	private final Protection place = new Protection("policy", "org:acme", "user:bob", "session", null);

	@Test
	void oneStarterNeedsOneProtection() {
		Protection first = this.place.startedBy(ALICE);
		assertThat(this.place.startedBy(Actor.user("alice"))).isSameAs(first);
	}

	@Test
	void eachStarterHasItsOwn() {
		assertThat(this.place.startedBy(ALICE).starter()).isEqualTo(ALICE);
		assertThat(this.place.startedBy(Actor.SYSTEM).starter()).isEqualTo(Actor.SYSTEM);
		assertThat(this.place.startedBy(ALICE).starter()).isEqualTo(ALICE);
		assertThat(this.place.startedBy(null).starter()).isNull();
	}

	@Test
	void starterChangesNothingElse() {
		assertThat(this.place.startedBy(ALICE))
			.isEqualTo(new Protection("policy", "org:acme", "user:bob", "session", ALICE));
		assertThat(this.place.startedBy(ALICE).pairs()).isEqualTo(this.place.pairs());
	}

	@Test
	void sessionsOfOneStarterAreToldApart() {
		Actor here = ALICE.withSession("here");
		assertThat(this.place.startedBy(ALICE)).isNotEqualTo(this.place.startedBy(here));
		assertThat(this.place.startedBy(here).starter()).isEqualTo(here);
	}

}
