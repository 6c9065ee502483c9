package io.refcache.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that clients hold by not reading.
 */
class WritingThreadsTests {

	private static final int USUAL = 8;

	private final WritingThreads threads = new WritingThreads(Thread::new);

	private final CountDownLatch gate = new CountDownLatch(1);

	@AfterEach
	void stop() throws InterruptedException {
		this.gate.countDown();
		this.threads.stop(Duration.ofSeconds(20));
	}

	@Test
	void whoDoesNotReadHarmsItselfAlone() throws InterruptedException {
		holdAll(USUAL);
		CountDownLatch written = new CountDownLatch(1);
		this.threads.execute(written::countDown);

		this.threads.relieve();
		assertThat(written.getCount()).as("which may be by chance").isOne();
		this.threads.relieve();

		assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void thereAreAsManyMoreAsAreHeld() throws InterruptedException {
		holdAll(3 * USUAL);
		CountDownLatch written = new CountDownLatch(1);
		this.threads.execute(written::countDown);
		for (int i = 0; i < 10 && written.getCount() > 0; i++) {
			this.threads.relieve();
			written.await(100, TimeUnit.MILLISECONDS);
		}

		assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whatIsUnderWayIsWrittenAtTheEnd() throws InterruptedException {
		CountDownLatch written = new CountDownLatch(1);
		this.threads.execute(written::countDown);
		this.threads.stop(Duration.ofSeconds(20));
		this.threads.execute(() -> {
			throw new AssertionError("after the end");
		});

		assertThat(written.getCount()).isZero();
	}

	private void holdAll(int count) throws InterruptedException {
		CountDownLatch held = new CountDownLatch(Math.min(count, USUAL));
		for (int i = 0; i < count; i++) {
			this.threads.execute(() -> {
				held.countDown();
				try {
					this.gate.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
		}
		assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
	}

}
