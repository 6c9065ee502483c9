package io.refcache.access;

import java.io.IOException;

import io.refcache.Actor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Code that acts for somebody.
 */
class ActorScopeTests {

	private static final Actor ALICE = Actor.user("alice");

	private static final Actor BOB = Actor.user("bob");

	@Test
	void innermostScopeCounts() throws Exception {
		assertThat(ActorScope.current()).isNull();
		ActorScope.run(ALICE, () -> {
			assertThat(ActorScope.current()).isEqualTo(ALICE);
			ActorScope.run(BOB, () -> assertThat(ActorScope.current()).isEqualTo(BOB));
			assertThat(ActorScope.current()).isEqualTo(ALICE);
		});
		assertThat(ActorScope.<Actor>call(BOB, ActorScope::current)).isEqualTo(BOB);
		assertThat(ActorScope.current()).isNull();
	}

	@Test
	void scopeEndsWithAFailure() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> ActorScope.call(ALICE, () -> {
			throw new IOException("expected");
		}));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ActorScope.run(ALICE, () -> {
			throw new IllegalStateException("expected");
		}));
		assertThat(ActorScope.current()).isNull();
	}

}
