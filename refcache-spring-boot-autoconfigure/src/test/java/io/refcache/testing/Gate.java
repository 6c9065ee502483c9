package io.refcache.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.TaskContext;
import io.refcache.engine.Work;

/**
 * A body that waits until it is let go, and counts how often it ran.
 */
public final class Gate implements Work {

	private final Object value;

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch open = new CountDownLatch(1);

	private final AtomicInteger runs = new AtomicInteger();

	private final AtomicReference<Thread> thread = new AtomicReference<>();

	private final AtomicReference<TaskContext> context = new AtomicReference<>();

	public Gate(Object value) {
		this.value = value;
	}

	@Override
	public Object compute(TaskContext context) throws InterruptedException {
		this.runs.incrementAndGet();
		this.thread.set(Thread.currentThread());
		this.context.set(context);
		this.entered.countDown();
		await(this.open);
		return this.value;
	}

	/**
	 * Waits until the body runs.
	 * @return this
	 */
	public Gate awaitEntered() {
		try {
			await(this.entered);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		return this;
	}

	/**
	 * Lets the body go.
	 */
	public void open() {
		this.open.countDown();
	}

	public int runs() {
		return this.runs.get();
	}

	public Thread thread() {
		return this.thread.get();
	}

	public TaskContext context() {
		return this.context.get();
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		if (!latch.await(20, TimeUnit.SECONDS)) {
			throw new AssertionError("The gate was not opened");
		}
	}

}
