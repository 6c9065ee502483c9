package io.refcache.engine;

import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.task.RunExecutor;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of one run get a thread: that of the executor, or a spare one in the
 * slot of a computation that waits for the run.
 */
final class Slots implements Places {

	private final RunExecutor executor;

	private final Loans loans;

	private final AtomicInteger waiters = new AtomicInteger();

	/** What the executor has taken last. */
	private volatile @Nullable Attempt submitted;

	Slots(RunExecutor executor, Loans loans) {
		this.executor = executor;
		this.loans = loans;
	}

	@Override
	public void submit(Attempt attempt) {
		this.executor.execute(attempt);
		this.submitted = attempt;
		if (hasWaiters()) {
			this.loans.queued(this);
		}
	}

	@Override
	public void remove(Attempt attempt) {
		this.executor.remove(attempt);
	}

	/**
	 * A computation is about to wait for the run: its own slot is free meanwhile.
	 */
	@Override
	public void addWaiter() {
		this.waiters.incrementAndGet();
		this.loans.addWait(this);
	}

	@Override
	public void removeWaiter() {
		this.waiters.decrementAndGet();
		this.loans.removeWait(this);
	}

	@Override
	public boolean hasWaiters() {
		return this.waiters.get() > 0;
	}

	@Override
	public void close() {
		// The executor is not its own.
	}

	/**
	 * What waits for a thread; {@code null} if nothing does.
	 */
	@Nullable Attempt queued() {
		Attempt attempt = this.submitted;
		return (attempt != null && attempt.isQueued()) ? attempt : null;
	}

}
