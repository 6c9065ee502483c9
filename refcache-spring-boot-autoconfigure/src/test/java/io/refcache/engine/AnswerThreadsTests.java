package io.refcache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.refcache.testing.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A command that blocks costs a thread, and holds up no other; what cannot be run now is
 * run later, and never where it was handed over.
 */
class AnswerThreadsTests {

	private static final int LIMIT = 8;

	private final AnswerThreads threads = new AnswerThreads(LIMIT, "answers under test");

	private final CountDownLatch open = new CountDownLatch(1);

	private final LogRecorder log = LogRecorder.of(AnswerThreads.class.getName());

	@AfterEach
	void close() {
		this.open.countDown();
		this.threads.close();
		this.log.close();
	}

	@Test
	void commandsThatBlockHoldUpNoOther() {
		for (int i = 0; i < LIMIT - 1; i++) {
			block();
		}

		assertThat(submit()).succeedsWithin(10, TimeUnit.SECONDS).isNotSameAs(Thread.currentThread());
		assertThat(warnings()).isZero();
	}

	@Test
	void commandsThatBlockHoldUpNoneThatWasHandedOverWithThem() {
		CompletableFuture<Thread> last = new CompletableFuture<>();
		this.threads.execute(() -> {
			for (int i = 0; i < LIMIT - 2; i++) {
				this.threads.execute(this::awaitOpen);
			}
			this.threads.execute(() -> last.complete(Thread.currentThread()));
			awaitOpen();
		});

		assertThat(last).succeedsWithin(10, TimeUnit.SECONDS);
	}

	@Test
	void beyondTheLimitCommandsWaitForAThread() {
		List<CompletableFuture<Thread>> blocked = new ArrayList<>();
		for (int i = 0; i < LIMIT; i++) {
			blocked.add(block());
		}
		List<CompletableFuture<Thread>> waiting = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			waiting.add(submit());
		}

		assertThat(waiting).noneMatch(CompletableFuture::isDone);
		assertThat(warnings()).isOne();
		this.open.countDown();
		assertThat(waiting).allSatisfy((command) -> assertThat(command).succeedsWithin(10, TimeUnit.SECONDS));
		assertThat(waiting).extracting(CompletableFuture::join)
			.isSubsetOf(blocked.stream().map(CompletableFuture::join).toList());
	}

	@Test
	void quickCommandsAreRunByFewThreads() {
		AnswerThreads many = new AnswerThreads(1000, "many answers under test");
		Set<Thread> used = ConcurrentHashMap.newKeySet();
		CountDownLatch done = new CountDownLatch(10_000);
		for (int i = 0; i < 10_000; i++) {
			many.execute(() -> {
				used.add(Thread.currentThread());
				done.countDown();
			});
		}

		await(done);
		assertThat(used).hasSizeLessThan(100);
		many.close();
	}

	@Test
	void whatACommandDoesToItsThreadConcernsNoOther() {
		for (int i = 0; i <= LIMIT; i++) {
			this.threads.execute(() -> {
				Thread.currentThread().interrupt();
				throw new StackOverflowError();
			});
		}
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		this.threads.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));

		assertThat(interrupted).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(false);
	}

	@Test
	void whatComesAfterTheEndIsRun() {
		submit().join();
		this.threads.close();

		assertThat(submit()).succeedsWithin(10, TimeUnit.SECONDS).isNotSameAs(Thread.currentThread());
	}

	@Test
	void whatAnotherExecutorRefusesIsRun() {
		OwnThreads own = new OwnThreads();
		CompletableFuture<Thread> run = new CompletableFuture<>();
		own.answers((command) -> {
			throw new RejectedExecutionException();
		}).execute(() -> run.complete(Thread.currentThread()));

		assertThat(run).succeedsWithin(10, TimeUnit.SECONDS).isNotSameAs(Thread.currentThread());
		own.close();
	}

	/**
	 * Hands over a command that blocks, and waits until it does.
	 */
	private CompletableFuture<Thread> block() {
		CompletableFuture<Thread> blocked = new CompletableFuture<>();
		this.threads.execute(() -> {
			blocked.complete(Thread.currentThread());
			awaitOpen();
		});
		blocked.join();
		return blocked;
	}

	private CompletableFuture<Thread> submit() {
		CompletableFuture<Thread> run = new CompletableFuture<>();
		this.threads.execute(() -> run.complete(Thread.currentThread()));
		return run;
	}

	private void awaitOpen() {
		await(this.open);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private long warnings() {
		return this.log.events().stream().filter((event) -> event.getLevel() == Level.WARN).count();
	}

}
