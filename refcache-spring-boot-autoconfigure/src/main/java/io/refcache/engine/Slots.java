package io.refcache.engine;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.task.RunExecutor;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of one run get a thread: that of the executor, or a spare one in the
 * slot of a computation that waits for the run.
 */
final class Slots {

	private final RunExecutor executor;

	private final Loans loans;

	private final AtomicInteger waiters = new AtomicInteger();

	/** What the executor has taken last. */
	private volatile @Nullable Attempt submitted;

	Slots(RunExecutor executor, Loans loans) {
		this.executor = executor;
		this.loans = loans;
	}

	/**
	 * Hands an attempt to the executor.
	 * @throws RejectedExecutionException if it takes no more
	 */
	void submit(Attempt attempt) {
		this.executor.execute(attempt);
		this.submitted = attempt;
		if (hasWaiters()) {
			this.loans.queued(this);
		}
	}

	/**
	 * Takes an attempt back from the executor.
	 */
	void remove(Attempt attempt) {
		this.executor.remove(attempt);
	}

	/**
	 * A computation is about to wait for the run: its own slot is free meanwhile.
	 */
	void addWaiter() {
		this.waiters.incrementAndGet();
		this.loans.addWait(this);
	}

	void removeWaiter() {
		this.waiters.decrementAndGet();
		this.loans.removeWait(this);
	}

	boolean hasWaiters() {
		return this.waiters.get() > 0;
	}

	/**
	 * What waits for a thread; {@code null} if nothing does.
	 */
	@Nullable Attempt queued() {
		Attempt attempt = this.submitted;
		return (attempt != null && attempt.isQueued()) ? attempt : null;
	}

}
