package io.refcache.engine;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The spare threads that runs of one executor have got: never more than computations wait
 * for such runs, also when one has gone away whose slot is still lent.
 */
final class Loans {

	private static final Log logger = LogFactory.getLog(Loans.class);

	private final Executor spares;

	private final ReentrantLock lock = new ReentrantLock();

	/** Those to which nothing could be lent, the longest wait first. */
	private final Set<Slots> wanting = new LinkedHashSet<>();

	private int waits;

	private int lent;

	Loans(Executor spares) {
		this.spares = spares;
	}

	/**
	 * A computation is about to wait for a run.
	 */
	void addWait(Slots awaited) {
		this.lock.lock();
		try {
			this.waits++;
			this.wanting.add(awaited);
		}
		finally {
			this.lock.unlock();
		}
		lend();
	}

	/**
	 * A computation waits no longer.
	 */
	void removeWait(Slots awaited) {
		this.lock.lock();
		try {
			this.waits--;
			if (!awaited.hasWaiters()) {
				this.wanting.remove(awaited);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A run that computations wait for was queued.
	 */
	void queued(Slots awaited) {
		this.lock.lock();
		try {
			this.wanting.add(awaited);
		}
		finally {
			this.lock.unlock();
		}
		lend();
	}

	private void lend() {
		for (Loan next = next(); next != null; next = next()) {
			Loan loan = next;
			try {
				this.spares.execute(() -> run(loan.attempt));
				loan.to.remove(loan.attempt);
			}
			catch (RejectedExecutionException | OutOfMemoryError ex) {
				giveBack();
				logger.warn("There is no spare thread for %s, which stays queued".formatted(loan.attempt), ex);
			}
		}
	}

	/** Whichever thread comes first runs it: the executor's may find it started. */
	private void run(Attempt attempt) {
		try {
			attempt.run();
		}
		finally {
			giveBack();
			lend();
		}
	}

	private @Nullable Loan next() {
		this.lock.lock();
		try {
			Iterator<Slots> candidates = this.wanting.iterator();
			while (this.lent < this.waits && candidates.hasNext()) {
				Slots candidate = candidates.next();
				candidates.remove();
				Attempt queued = candidate.hasWaiters() ? candidate.queued() : null;
				if (queued != null) {
					this.lent++;
					return new Loan(candidate, queued);
				}
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void giveBack() {
		this.lock.lock();
		try {
			this.lent--;
		}
		finally {
			this.lock.unlock();
		}
	}

	private record Loan(Slots to, Attempt attempt) {

	}

}
