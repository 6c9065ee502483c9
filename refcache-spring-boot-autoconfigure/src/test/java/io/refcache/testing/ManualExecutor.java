package io.refcache.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

import io.refcache.task.RunExecutor;

/**
 * An executor that runs what it took when it is told to, on the thread that tells it.
 */
public final class ManualExecutor implements RunExecutor {

	private final Deque<Runnable> queue = new ArrayDeque<>();

	private int capacity = Integer.MAX_VALUE;

	private int rejected;

	/**
	 * Bounds the queue.
	 * @param capacity how much it takes
	 */
	public synchronized void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	@Override
	public synchronized void execute(Runnable run) {
		if (this.queue.size() >= this.capacity) {
			this.rejected++;
			throw new RejectedExecutionException("queue of " + this.capacity + " is full");
		}
		this.queue.add(run);
	}

	@Override
	public synchronized boolean remove(Runnable run) {
		return this.queue.remove(run);
	}

	public synchronized int size() {
		return this.queue.size();
	}

	/**
	 * How often it refused.
	 * @return the number
	 */
	public synchronized int rejected() {
		return this.rejected;
	}

	/**
	 * Takes the next command without running it.
	 * @return the command
	 */
	public synchronized Runnable take() {
		return this.queue.removeFirst();
	}

	/**
	 * Takes the next command without running it.
	 * @return the command; {@code null} if there is none
	 */
	public synchronized Runnable poll() {
		return this.queue.pollFirst();
	}

	/**
	 * Runs the next command.
	 */
	public void runNext() {
		take().run();
	}

	/**
	 * Runs all commands, and those that they bring about.
	 */
	public void runAll() {
		for (Runnable next = poll(); next != null; next = poll()) {
			next.run();
		}
	}

}
