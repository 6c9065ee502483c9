package io.refcache.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.refcache.task.DelayScheduler.Delayed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class VirtualTimeTests {

	private final VirtualTime time = new VirtualTime(true);

	private final List<String> happened = new ArrayList<>();

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void scheduledTasksRunInTheirOrderEachAtItsMoment() {
		schedule("late", 5);
		schedule("early", 1);
		schedule("as early", 1);
		schedule("too late", 7);

		this.time.advance(Duration.ofSeconds(6));

		assertThat(this.happened).containsExactly("early at 1", "as early at 1", "late at 5");
		assertThat(seconds()).isEqualTo(6);
		assertThat(this.time.scheduled()).isOne();
	}

	@Test
	void taskThatSchedulesAnotherOneOnTheWayIsFollowedByIt() {
		this.time.schedule(() -> schedule("second", 1), Duration.ofSeconds(1));

		this.time.advance(Duration.ofSeconds(2));

		assertThat(this.happened).containsExactly("second at 2");
	}

	@Test
	void taskThatMovesTheTimeFurtherDoesNotMoveItBack() {
		this.time.schedule(() -> this.time.advance(Duration.ofSeconds(10)), Duration.ofSeconds(1));
		schedule("on the way", 2);

		this.time.advance(Duration.ofSeconds(3));

		assertThat(this.happened).containsExactly("on the way at 2");
		assertThat(seconds()).isEqualTo(11);
	}

	@Test
	void cancelledTaskDoesNotRun() {
		Delayed delayed = this.time.schedule(() -> this.happened.add("cancelled"), Duration.ofSeconds(1));

		delayed.cancel();
		this.time.advance(Duration.ofSeconds(2));

		assertThat(this.happened).isEmpty();
	}

	@Test
	void timeDoesNotGoBack() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.time.advance(Duration.ofSeconds(-1)))
			.withMessage("'duration' (PT-1S) must not be negative");
	}

	@Test
	void waitMovesTheTimeToItsEnd() throws InterruptedException {
		schedule("on the way", 1);

		assertThat(await(new CompletableFuture<>(), 2)).isFalse();

		assertThat(this.happened).containsExactly("on the way at 1");
		assertThat(seconds()).isEqualTo(2);
	}

	@Test
	void waitEndsWithItsEvent() throws InterruptedException {
		CompletableFuture<String> event = new CompletableFuture<>();
		this.time.schedule(() -> event.complete("come"), Duration.ofSeconds(1));
		schedule("later", 2);

		assertThat(await(event, 3)).isTrue();

		assertThat(this.happened).isEmpty();
		assertThat(seconds()).isEqualTo(1);
	}

	@Test
	void waitForWhatHasComeTakesNoTime() throws InterruptedException {
		assertThat(await(CompletableFuture.completedFuture("come"), 3)).isTrue();

		assertThat(seconds()).isZero();
	}

	@Test
	void interruptedThreadDoesNotWait() {
		Thread.currentThread().interrupt();

		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> await(new CompletableFuture<>(), 3));
		assertThat(seconds()).isZero();
	}

	private boolean await(CompletableFuture<?> event, int seconds) throws InterruptedException {
		return this.time.await(event, Duration.ofSeconds(seconds).toNanos());
	}

	private void schedule(String name, int seconds) {
		this.time.schedule(() -> this.happened.add(name + " at " + seconds()), Duration.ofSeconds(seconds));
	}

	private long seconds() {
		return Duration.between(VirtualTime.START, this.time.instant()).toSeconds();
	}

}
