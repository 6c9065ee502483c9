package io.refcache.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.refcache.ProgressCallback;
import io.refcache.benchmarks.MemoryProbe.Sized;
import io.refcache.task.TaskRegistry;

/**
 * Tasks that run until they are let go.
 */
final class RunningTasks {

	private static final Duration DEADLINE = Duration.ofMinutes(1);

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicInteger started = new AtomicInteger();

	private final Sized sized;

	private final TaskRegistry tasks;

	private int count;

	RunningTasks(Sized sized, TaskRegistry tasks) {
		this.sized = sized;
		this.tasks = tasks;
		sized.body(this::await);
	}

	private String await() {
		this.started.incrementAndGet();
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return "value";
	}

	/**
	 * Starts one, and waits until its body has a thread.
	 * @return its reference
	 */
	String start(long number) {
		String refId = this.sized.running(number, ProgressCallback.NOOP).refId();
		this.count++;
		awaitUntil(() -> this.started.get() == this.count, "task without a thread");
		return refId;
	}

	/**
	 * Lets them go, and waits until all have ended.
	 */
	void end() {
		this.end.countDown();
		awaitUntil(() -> this.tasks.active() == 0, "task that does not end");
	}

	private static void awaitUntil(BooleanSupplier reached, String otherwise) {
		long start = System.nanoTime();
		while (!reached.getAsBoolean()) {
			if (System.nanoTime() - start > DEADLINE.toNanos()) {
				throw new IllegalStateException("%s within %s".formatted(otherwise, DEADLINE));
			}
			Thread.onSpinWait();
		}
	}

}
