package io.refcache.engine;

import java.time.Duration;

import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.refcache.testing.EngineFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * A call whose stack is nearly at its end leaves nothing behind, however little is left.
 */
class HeadroomTests {

	private static final int STACK = 512 * 1024;

	/** By real time: manual time has a lock, which a stack that ends may leave locked. */
	private final EngineFixture fixture = EngineFixture.with((builder) -> builder.waiting(new SystemTicker()));

	@AfterEach
	void close() {
		// Whatever is left behind may be waited for.
		assertTimeoutPreemptively(Duration.ofSeconds(20), this.fixture::close);
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "direct", "pool" })
	void callNearTheEndOfTheStackLeavesNothing(String executor) throws InterruptedException {
		CallSpec spec = spec("none".equals(executor) ? null : Duration.ofSeconds(1), executor);
		for (int round = 0; round < 16; round++) {
			Dive dive = new Dive(spec, round);
			Thread thread = new Thread(null, dive::start, "dive", STACK);
			thread.setDaemon(true);
			thread.start();
			thread.join(Duration.ofSeconds(20).toMillis());

			assertThat(thread.isAlive()).isFalse();
			this.fixture.awaitIdlePool();
			assertThat(dive.answered).isEqualTo(Dive.ENOUGH);
			assertThat(dive.calls).isGreaterThan(dive.answered);
			assertThat(this.fixture.engine().flights()).isZero();
			assertThat(this.fixture.tasks().active()).isZero();
			for (int call = 0; call < dive.calls; call++) {
				assertThat(((CacheResponse.Complete<?>) dive.call(call)).value()).isEqualTo("value");
			}
		}
	}

	/**
	 * Goes down to the end of the stack, and calls from each frame on the way back.
	 */
	private final class Dive {

		/** From there on there is stack enough. */
		static final int ENOUGH = 100;

		private final CallSpec spec;

		private final int round;

		private int calls;

		private int answered;

		Dive(CallSpec spec, int round) {
			this.spec = spec;
			this.round = round;
			call(-1);
		}

		void start() {
			start(this.round % 16, this.round);
		}

		/** Frames of another size: the end comes elsewhere in a call. */
		private long start(int frames, long more) {
			if (frames == 0) {
				down();
				return more;
			}
			return start(frames - 1, more + 1) + more;
		}

		private void down() {
			try {
				down();
			}
			catch (StackOverflowError ex) {
				// Here it ends.
			}
			if (this.answered < ENOUGH) {
				int call = this.calls++;
				try {
					call(call);
					this.answered++;
				}
				catch (StackOverflowError ex) {
					// Further up there is more.
				}
			}
		}

		RefResponse<?> call(int call) {
			return HeadroomTests.this.fixture.call(this.spec, this.round + ":" + call, (progress) -> "value");
		}

	}

}
