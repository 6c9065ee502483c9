package io.refcache.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
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
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until somebody moves it. What is scheduled runs on the thread
 * that moves the time, in the order in which it is due, each at its moment.
 */
class VirtualTime implements InstantSource, Waiting, DelayScheduler {

	/** Where every clock starts. */
	static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

	/** Measured spans must not depend on where the measure starts. */
	private static final long NANOS_AT_START = -5_000_000_000L;

	/** Longer than any test waits unless something hangs. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

	private final boolean movedByWaits;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final PriorityQueue<Scheduled> tasks = new PriorityQueue<>(
			Comparator.comparingLong(Scheduled::due).thenComparingLong(Scheduled::number));

	private final Set<Thread> waiting = new HashSet<>();

	private long nanos = NANOS_AT_START;

	private long scheduled;

	/**
	 * A time at its start.
	 * @param movedByWaits whether a wait moves the time to its end; if not, it blocks
	 * until somebody else does
	 */
	VirtualTime(boolean movedByWaits) {
		this.movedByWaits = movedByWaits;
	}

	@Override
	public Instant instant() {
		return START.plusNanos(nanoTime() - NANOS_AT_START);
	}

	@Override
	public long nanoTime() {
		return locked(() -> this.nanos);
	}

	@Override
	public boolean await(CompletableFuture<?> event, long nanos) throws InterruptedException {
		long span = Math.min(nanos, Long.MAX_VALUE / 2);
		return this.movedByWaits ? moveUntil(event, span) : block(event, span);
	}

	private boolean moveUntil(CompletableFuture<?> event, long span) throws InterruptedException {
		long end = nanoTime() + span;
		Scheduled next = null;
		do {
			if (next != null) {
				next.task.run();
			}
			if (event.isDone()) {
				return true;
			}
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			next = moveTowards(end);
		}
		while (next != null);
		return event.isDone();
	}

	private boolean block(CompletableFuture<?> event, long span) throws InterruptedException {
		// Not under the lock: whoever completes the event may hold other locks.
		event.whenComplete((value, ex) -> locked(() -> true));
		this.lock.lockInterruptibly();
		try {
			long end = this.nanos + span;
			this.waiting.add(Thread.currentThread());
			this.changed.signalAll();
			try {
				while (!event.isDone() && this.nanos < end) {
					this.changed.await();
				}
				return event.isDone();
			}
			finally {
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
		Scheduled entry = locked(() -> {
			Scheduled added = new Scheduled(this.nanos + delay.toNanos(), this.scheduled++, task);
			this.tasks.add(added);
			return added;
		});
		return () -> locked(() -> this.tasks.remove(entry));
	}

	/**
	 * Moves the time, and runs what is due on the way.
	 * @param duration by how much
	 */
	void advance(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("'duration' (%s) must not be negative".formatted(duration));
		}
		long end = nanoTime() + duration.toNanos();
		Scheduled next = moveTowards(end);
		while (next != null) {
			next.task.run();
			next = moveTowards(end);
		}
	}

	/**
	 * Moves the time to what is due next.
	 * @return what is due; {@code null} if that is not before the end, where the time is
	 * then
	 */
	private @Nullable Scheduled moveTowards(long end) {
		return locked(() -> {
			Scheduled next = this.tasks.peek();
			boolean due = next != null && next.due <= end;
			// What ran on the way, or another thread, may have moved it further.
			this.nanos = Math.max(this.nanos, due ? next.due : end);
			return due ? this.tasks.remove() : null;
		});
	}

	boolean isMovedByWaits() {
		return this.movedByWaits;
	}

	/**
	 * Number of tasks that are still to come.
	 */
	int scheduled() {
		return locked(this.tasks::size);
	}

	/**
	 * Waits, in real time, until so many threads wait.
	 */
	void awaitWaiters(int count) {
		awaitUntil(() -> this.waiting.size() == count, () -> this.waiting.size() + " threads wait, not " + count);
	}

	/**
	 * Waits, in real time, until a thread waits.
	 */
	void awaitWaitersOf(Thread thread) {
		awaitUntil(() -> this.waiting.contains(thread), () -> thread + " does not wait");
	}

	/**
	 * Waits, in real time, until so many tasks are to come.
	 */
	void awaitScheduled(int count) {
		awaitUntil(() -> this.tasks.size() == count, () -> this.tasks.size() + " tasks are scheduled, not " + count);
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

	private <T extends @Nullable Object> T locked(Supplier<T> step) {
		this.lock.lock();
		try {
			return step.get();
		}
		finally {
			this.changed.signalAll();
			this.lock.unlock();
		}
	}

	private record Scheduled(long due, long number, Runnable task) {

	}

}
