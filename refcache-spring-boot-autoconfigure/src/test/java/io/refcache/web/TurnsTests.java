package io.refcache.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands that take turns.
 */
class TurnsTests {

	private final Deque<Runnable> commands = new ArrayDeque<>();

	private final AtomicInteger runs = new AtomicInteger();

	@Test
	void askingBeforeATurnIsOneTurn() {
		Turns turns = new Turns(this.commands::add, this.runs::incrementAndGet);
		turns.ask();
		turns.ask();
		turns.ask();

		assertThat(this.commands).hasSize(1);
		this.commands.remove().run();
		assertThat(this.runs).hasValue(1);
		turns.ask();
		assertThat(this.commands).hasSize(1);
	}

	@Test
	void askingDuringATurnIsOneMore() {
		Turns[] turns = new Turns[1];
		turns[0] = new Turns(this.commands::add, () -> {
			if (this.runs.incrementAndGet() == 1) {
				turns[0].ask();
				turns[0].ask();
			}
		});
		turns[0].ask();
		this.commands.remove().run();

		assertThat(this.runs).hasValue(2);
		assertThat(this.commands).isEmpty();
	}

	@Test
	void turnsOfManyThreadsNeverOverlapAndTheLastIsTaken() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		AtomicInteger asked = new AtomicInteger();
		AtomicInteger seen = new AtomicInteger();
		AtomicBoolean busy = new AtomicBoolean();
		AtomicBoolean overlapped = new AtomicBoolean();
		Turns turns = new Turns(threads, () -> {
			overlapped.compareAndSet(false, !busy.compareAndSet(false, true));
			seen.set(asked.get());
			busy.set(false);
		});
		CyclicBarrier start = new CyclicBarrier(3);
		ExecutorService askers = Executors.newFixedThreadPool(2);
		for (int i = 0; i < 2; i++) {
			askers.execute(() -> {
				try {
					start.await();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				for (int j = 0; j < 20_000; j++) {
					asked.incrementAndGet();
					turns.ask();
				}
			});
		}
		start.await();
		askers.shutdown();
		assertThat(askers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
		threads.shutdown();
		assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

		assertThat(overlapped).isFalse();
		assertThat(seen).hasValue(40_000);
	}

}
