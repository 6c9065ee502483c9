package io.refcache.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.task.RunExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of one run get a thread: that of the executor, or a spare one in the
 * slot of a computation that waits for the run.
 */
final class Slots {

	private static final Log logger = LogFactory.getLog(Slots.class);

	private final RunExecutor executor;

	private final Executor spares;

	private final AtomicInteger waiters = new AtomicInteger();

	/** What the executor has taken last. */
	private volatile @Nullable Attempt submitted;

	Slots(RunExecutor executor, Executor spares) {
		this.executor = executor;
		this.spares = spares;
	}

	/**
	 * Hands an attempt to the executor.
	 * @throws RejectedExecutionException if it takes no more
	 */
	void submit(Attempt attempt) {
		this.executor.execute(attempt);
		this.submitted = attempt;
		if (hasWaiters()) {
			lend();
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
		lend();
	}

	void removeWaiter() {
		this.waiters.decrementAndGet();
	}

	boolean hasWaiters() {
		return this.waiters.get() > 0;
	}

	/** Whichever thread comes first runs it: the executor's may find it started. */
	private void lend() {
		Attempt attempt = this.submitted;
		if (attempt != null && attempt.isQueued()) {
			try {
				this.spares.execute(attempt);
				this.executor.remove(attempt);
			}
			catch (RejectedExecutionException | OutOfMemoryError ex) {
				logger.warn("There is no spare thread for %s, which stays queued".formatted(attempt), ex);
			}
		}
	}

}
