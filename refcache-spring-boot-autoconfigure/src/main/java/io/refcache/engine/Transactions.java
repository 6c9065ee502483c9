package io.refcache.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.task.CallerTransactions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values that were computed in transactions of calling threads. Such a value belongs to
 * its transaction alone: the run ends when that completes.
 */
final class Transactions {

	private static final Log logger = LogFactory.getLog(Transactions.class);

	/** Names of operations may come from anywhere. */
	private static final int MAX_WARNED = 1000;

	private final CallerTransactions callers;

	private final RunSteps steps;

	private final AtomicInteger held = new AtomicInteger();

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	Transactions(CallerTransactions callers, RunSteps steps) {
		this.callers = callers;
		this.steps = steps;
	}

	/**
	 * The body of an attempt has returned a value, on this thread unless that is staged.
	 * @return whether a transaction of this thread will end the run
	 */
	boolean hold(Attempt attempt, @Nullable Object value, boolean cacheable) {
		Run run = attempt.ofRun();
		Object transaction = run.spec().staged() ? null : this.callers.current();
		if (transaction == null) {
			return false;
		}
		// The caller is about to get the reference with the value.
		if (run.spec().answersWithReference() && this.steps.publish(run.id()) == null) {
			return false;
		}
		attempt.stopTimeout();
		run.hold(new HeldValue(Thread.currentThread(), transaction, value, cacheable));
		this.held.incrementAndGet();
		try {
			this.callers.afterCompletion((committed) -> complete(attempt, committed));
		}
		catch (RuntimeException | Error ex) {
			release(run);
			throw ex;
		}
		return true;
	}

	private void complete(Attempt attempt, boolean committed) {
		HeldValue value = release(attempt.ofRun());
		if (value == null || attempt.isOver()) {
			return;
		}
		if (committed) {
			this.steps.succeed(attempt, value.value(), value.cacheable());
		}
		else {
			this.steps.rollBack(attempt);
		}
	}

	/** Before it lands: who goes on then must not find a thread that waits for itself. */
	private @Nullable HeldValue release(Run run) {
		HeldValue value = run.held();
		if (value != null) {
			run.hold(null);
			this.held.decrementAndGet();
		}
		return value;
	}

	/**
	 * Whether any value waits for its transaction.
	 */
	boolean areOpen() {
		return this.held.get() > 0;
	}

	/**
	 * What a call gets of a flight whose value is held by its own thread.
	 * @return the value, or that it must not wait; {@code null} if it may
	 */
	@Nullable Outcome own(Flight flight, Call call) {
		Run run = flight.run();
		HeldValue value = (run != null) ? run.held() : null;
		if (run == null || value == null || !value.isOfCurrentThread()) {
			return null;
		}
		boolean isServed = run.call() == call || (value.cacheable() && value.transaction() == this.callers.current());
		return isServed ? new Outcome.Uncommitted(run.id(), value.value()) : new Outcome.Blocked();
	}

	/**
	 * A value that the transaction of this thread has not committed.
	 * @return the value; {@code null} if it is none, or must not be used a second time
	 */
	@Nullable HeldValue own(Run run) {
		HeldValue value = run.held();
		return (value != null && value.isOfCurrentThread() && value.cacheable()
				&& value.transaction() == this.callers.current()) ? value : null;
	}

	/**
	 * Warns once for each operation that is to run on another thread while the caller has
	 * written.
	 */
	void warn(Call call) {
		if (call.runsHere() || !this.callers.isWriting()) {
			return;
		}
		String name = call.spec().operation().name();
		if (this.warned.size() < MAX_WARNED && this.warned.add(name)) {
			logger.warn(("'%s' is called inside a transaction, but runs on another thread: it does not see what the"
					+ " transaction has not committed, and may wait for locks that its caller holds; call it before or"
					+ " after the transaction, or without asyncTimeout")
				.formatted(name));
		}
	}

}
