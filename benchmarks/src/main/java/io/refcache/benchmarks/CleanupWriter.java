package io.refcache.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.refcache.benchmarks.CleanupWrites.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A thread that computes what lasts, and knows its slow calls.
 */
final class CleanupWriter extends Thread {

	private static final long SLOW = TimeUnit.MICROSECONDS.toNanos(200);

	private final CountDownLatch started = new CountDownLatch(1);

	private final Kind kind;

	private final CleanupWrites writes;

	private long next;

	private volatile boolean ends;

	private long calls;

	private long slowCalls;

	private long slowest;

	private @Nullable RuntimeException failure;

	CleanupWriter(Kind kind, CleanupWrites writes, long from) {
		super("writer");
		setDaemon(true);
		this.kind = kind;
		this.writes = writes;
		this.next = from;
	}

	@Override
	public synchronized void start() {
		super.start();
		try {
			this.started.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Its first call, before anything is cleaned up, makes what a thread has of its own.
	 */
	@Override
	public void run() {
		try {
			this.kind.writeLasting(this.writes, this.next++);
			this.started.countDown();
			while (!this.ends) {
				long start = System.nanoTime();
				this.kind.writeLasting(this.writes, this.next++);
				note(System.nanoTime() - start);
			}
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
		finally {
			this.started.countDown();
		}
	}

	private void note(long took) {
		this.calls++;
		this.slowest = Math.max(this.slowest, took);
		if (took > SLOW) {
			this.slowCalls++;
		}
	}

	/**
	 * Ends it.
	 */
	CleanupWriter end() throws InterruptedException {
		this.ends = true;
		join();
		if (this.failure != null) {
			throw new IllegalStateException(this.failure);
		}
		return this;
	}

	/** Microseconds of its slowest call. */
	double slowest() {
		return this.slowest / 1000.0;
	}

	/** How many of a million calls took more than 0.2 ms. */
	double slowOfAMillion() {
		return 1e6 * this.slowCalls / Math.max(1, this.calls);
	}

}
