package io.refcache.access;

import java.util.Map;

import io.refcache.Actor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What placeholders stand for.
 */
class ContextValuesTests {

	private final ContextValues values = ContextValues.create();

	@Test
	void valuesComeFromTheActor() {
		Actor user = Actor.user("alice")
			.withSession("s")
			.withAttributes(Map.of("org_id", "o", "tenant_id", "t", "client_id", "c"));

		assertThat(this.values.names()).allSatisfy((name) -> {
			if (!name.equals("agent_id")) {
				assertThat(this.values.value(name, user)).isNotEmpty();
			}
		}).hasSize(6);
		assertThat(this.values.value("user_id", user)).isEqualTo("alice");
		assertThat(this.values.value("session_id", user)).isEqualTo("s");
		assertThat(this.values.value("org_id", user)).isEqualTo("o");
	}

	@Test
	void nothingStandsForWhatIsNotKnown() {
		assertThat(this.values.names())
			.allSatisfy((name) -> assertThat(this.values.value(name, Actor.ANONYMOUS)).isNull());
	}

	@Test
	void agentIsNoUser() {
		assertThat(this.values.value("user_id", Actor.agent("robot"))).isNull();
		assertThat(this.values.value("agent_id", Actor.agent("robot"))).isEqualTo("robot");
		assertThat(this.values.value("agent_id", Actor.user("alice"))).isNull();
	}

}
