package io.refcache.memory;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The wheel offers what is due, and forgets what was taken out.
 */
class ExpiryWheelTests {

	private static final long NOW = 1_767_323_045_678L;

	private static final long TURN = 8192_000;

	private static final long YEAR = 31_536_000_000L;

	private final ExpiryWheel<Thing> wheel = new ExpiryWheel<>(NOW);

	private final List<Thing> taken = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 321, 322, 1000, 60_000, TURN - 1000, TURN, TURN + 1, 5 * TURN + 123_456,
			1_000_000_000_000L })
	void thingIsTakenWhenItIsDueAndNotBefore(long delay) {
		add(NOW + delay);

		turnTo(NOW + delay - 1);
		assertThat(this.taken).isEmpty();
		turnTo(NOW + delay);
		assertThat(this.taken).hasSize(1);
		assertThat(this.wheel.size()).isZero();
	}

	@Test
	void thingIsTakenWhileTheTimeMovesInSmallSteps() {
		add(NOW + TURN + 5_500);

		for (long now = NOW; now < NOW + TURN + 5_500; now += 700) {
			turnTo(now);
			assertThat(this.taken).isEmpty();
		}
		turnTo(NOW + TURN + 5_500);
		assertThat(this.taken).hasSize(1);
	}

	@Test
	void limitIsKeptAndTheRestComesNext() {
		for (int i = 0; i < 10; i++) {
			add(NOW + i * 500);
		}

		assertThat(turn(NOW + 60_000, 4)).isEqualTo(4);
		assertThat(turn(NOW + 60_000, 4)).isEqualTo(4);
		assertThat(turn(NOW + 60_000, 4)).isEqualTo(2);
		assertThat(turn(NOW + 60_000, 4)).isZero();
		assertThat(this.wheel.size()).isZero();
	}

	@Test
	void limitOfNothingTakesNothingAndLosesNothing() {
		add(NOW + 1000);

		assertThat(turn(NOW + 60_000, 0)).isZero();
		turnTo(NOW + 60_000);
		assertThat(this.taken).hasSize(1);
	}

	@Test
	void clockThatJumpsFarAheadLosesNothing() {
		for (int i = 0; i < 100; i++) {
			add(NOW + i * 100_000L);
		}

		turnTo(NOW + 1_000 * TURN);

		assertThat(this.taken).hasSize(100);
		assertThat(this.wheel.size()).isZero();
	}

	@Test
	void clockThatJumpsBackLosesNothing() {
		turnTo(NOW + 100_000);
		add(NOW + 50_000, NOW + 100_000);

		turnTo(NOW + 40_000);
		assertThat(this.taken).isEmpty();
		turnTo(NOW + 100_001);
		assertThat(this.taken).hasSize(1);
	}

	@Test
	void wheelGoesOnWhenTheClockIsPutBack() {
		turnTo(NOW + YEAR);
		for (int round = 1; round <= 5; round++) {
			long now = NOW + round * 60_000;
			for (int i = 0; i < 100; i++) {
				add(now + 30_000, now);
			}
			turnTo(now + 29_999);
			assertThat(this.taken).hasSize((round - 1) * 100);
			turnTo(now + 30_000);
			assertThat(this.taken).hasSize(round * 100);
			assertThat(this.wheel.size()).isZero();
		}
	}

	@Test
	void removalLeavesNothingBehindWhenTheClockWasPutBack() {
		turnTo(NOW + YEAR);

		Thing thing = add(NOW + 1000, NOW);
		this.wheel.remove(thing, thing.due);

		assertThat(this.wheel.size()).isZero();
	}

	@Test
	void thingAddedBehindTheHandIsTakenAtTheNextTurn() {
		turnTo(NOW + 100_000);
		Thing late = add(NOW + 50_000, NOW + 100_000);

		turnTo(NOW + 100_500);

		assertThat(this.taken).containsExactly(late);
	}

	@Test
	void thingAddedToTheBucketUnderTheHandIsTaken() {
		turnTo(NOW);
		add(NOW + 1);

		turnTo(NOW + 1);

		assertThat(this.taken).hasSize(1);
	}

	@Test
	void removedThingIsNotOffered() {
		Thing thing = add(NOW + 1000);
		this.wheel.remove(thing, thing.due);

		turnTo(NOW + 2000);

		assertThat(this.taken).isEmpty();
		assertThat(this.wheel.size()).isZero();
	}

	@Test
	void removedThingThatWasAddedBehindTheHandIsNotOffered() {
		turnTo(NOW + 100_000);
		Thing late = add(NOW + 50_000, NOW + 100_000);
		this.wheel.remove(late, late.due);

		assertThat(this.wheel.size()).isZero();
	}

	@Test
	void turnWithinATurnDoesNothing() {
		add(NOW);
		List<Integer> nested = new ArrayList<>();
		this.wheel.turn(NOW, 10, (thing) -> {
			Thread other = new Thread(() -> nested.add(turn(NOW, 10)));
			other.start();
			join(other);
			return true;
		});

		assertThat(nested).containsExactly(0);
		assertThat(this.wheel.size()).isZero();
	}

	private Thing add(long due) {
		return add(due, NOW);
	}

	private Thing add(long due, long now) {
		Thing thing = new Thing(due);
		this.wheel.add(thing, due, now);
		return thing;
	}

	private void turnTo(long now) {
		turn(now, Integer.MAX_VALUE);
	}

	private int turn(long now, int limit) {
		return this.wheel.turn(now, limit, (thing) -> thing.due <= now && this.taken.add(thing));
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static final class Thing {

		private final long due;

		private Thing(long due) {
			this.due = due;
		}

	}

}
