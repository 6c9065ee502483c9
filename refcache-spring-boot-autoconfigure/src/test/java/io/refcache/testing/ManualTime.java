package io.refcache.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.refcache.task.DelayScheduler;
import io.refcache.task.Waiting;

/**
 * Waiting and scheduling by a time that moves only when it is told to, together with its
 * {@link #clock()}. Scheduled tasks run on the thread that moves the time, in the order
 * in which they are due.
 */
public final class ManualTime implements Waiting, DelayScheduler {

	/** Longer than any test waits unless something hangs. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

	private final ManualClock clock = new ManualClock();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final PriorityQueue<Scheduled> tasks = new PriorityQueue<>(
			Comparator.comparingLong((Scheduled task) -> task.due).thenComparingLong((task) -> task.number));

	private long nanos = -5_000_000_000L;

	private long scheduled;

	private int waiters;

	private final Set<Thread> waiting = new HashSet<>();

	public ManualClock clock() {
		return this.clock;
	}

	@Override
	public long nanoTime() {
		this.lock.lock();
		try {
			return this.nanos;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean await(CompletableFuture<?> event, long nanos) throws InterruptedException {
		// Not under the lock: whoever completes the event may hold other locks.
		event.whenComplete((value, ex) -> signal());
		this.lock.lockInterruptibly();
		try {
			long due = this.nanos + Math.min(nanos, Long.MAX_VALUE / 2);
			this.waiters++;
			this.waiting.add(Thread.currentThread());
			this.changed.signalAll();
			try {
				while (!event.isDone() && this.nanos < due) {
					this.changed.await();
				}
				return event.isDone();
			}
			finally {
				this.waiters--;
				this.waiting.remove(Thread.currentThread());
				this.changed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public Delayed schedule(Runnable task, Duration delay) {
		this.lock.lock();
		try {
			Scheduled entry = new Scheduled(this.nanos + delay.toNanos(), this.scheduled++, task);
			this.tasks.add(entry);
			this.changed.signalAll();
			return () -> cancel(entry);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Moves the time: wakes threads whose wait is over, and runs tasks that are due.
	 * @param duration by how much
	 */
	public void advance(Duration duration) {
		List<Runnable> due = new ArrayList<>();
		this.lock.lock();
		try {
			this.clock.advance(duration);
			this.nanos += duration.toNanos();
			this.changed.signalAll();
			Scheduled next = this.tasks.peek();
			while (next != null && next.due <= this.nanos) {
				due.add(this.tasks.remove().task);
				next = this.tasks.peek();
			}
		}
		finally {
			this.lock.unlock();
		}
		due.forEach(Runnable::run);
	}

	/**
	 * Waits until so many threads wait.
	 * @param count the number of threads
	 */
	public void awaitWaiters(int count) {
		awaitUntil(() -> this.waiters == count, () -> this.waiters + " threads wait, not " + count);
	}

	/**
	 * Waits until a thread waits.
	 * @param thread the thread
	 */
	public void awaitWaitersOf(Thread thread) {
		awaitUntil(() -> this.waiting.contains(thread), () -> thread + " does not wait");
	}

	/**
	 * Waits until so many tasks are to come.
	 * @param count the number of tasks
	 */
	public void awaitScheduled(int count) {
		awaitUntil(() -> this.tasks.size() == count, () -> this.tasks.size() + " tasks are scheduled, not " + count);
	}

	/**
	 * Number of tasks that are still to come.
	 * @return the number
	 */
	public int scheduled() {
		this.lock.lock();
		try {
			return this.tasks.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitUntil(BooleanSupplier condition, Supplier<String> failure) {
		this.lock.lock();
		try {
			long left = PATIENCE;
			while (!condition.getAsBoolean()) {
				if (left <= 0) {
					throw new AssertionError(failure.get());
				}
				left = this.changed.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			throw new AssertionError("Interrupted", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void cancel(Scheduled entry) {
		this.lock.lock();
		try {
			this.tasks.remove(entry);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void signal() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private static final class Scheduled {

		private final long due;

		private final long number;

		private final Runnable task;

		private Scheduled(long due, long number, Runnable task) {
			this.due = due;
			this.number = number;
			this.task = task;
		}

	}

}
