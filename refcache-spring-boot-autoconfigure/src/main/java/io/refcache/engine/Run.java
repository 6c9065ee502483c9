package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.refcache.RefWaitInterruptedException;
import io.refcache.store.Operation;
import io.refcache.store.RefId;
import io.refcache.task.CapturedContext.Scope;
import io.refcache.task.CapturedContext;
import io.refcache.task.DelayScheduler.Delayed;
import io.refcache.task.RunExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The live handle behind a reference, from its claim to its end: one attempt after the
 * other.
 */
final class Run {

	private final Flight flight;

	private final RefId id;

	private final Call call;

	private final @Nullable Places places;

	private final CapturedContext context;

	private final RunSteps steps;

	private final Timing timing;

	private final Nesting nesting;

	private final Transactions transactions;

	private final Executor others;

	private final RetryPlan retries;

	private volatile Attempt current;

	private volatile @Nullable Duration delay;

	private volatile @Nullable Delayed delayed;

	private volatile @Nullable HeldValue held;

	private final AtomicBoolean told = new AtomicBoolean();

	private volatile boolean ended;

	/**
	 * A run that has not started.
	 * @param flight where its callers meet
	 * @param id its reference
	 * @param token the token of its first attempt
	 * @param number the number of its first attempt
	 * @param call what is asked for
	 * @param executor what will run it; {@code null} for the calling thread, or if the
	 * call brings its own places
	 * @param parts what it works with
	 */
	Run(Flight flight, RefId id, long token, int number, Call call, @Nullable RunExecutor executor, Parts parts) {
		this.flight = flight;
		this.id = id;
		this.call = call;
		this.places = places(call, executor, parts);
		this.context = call.context().capture();
		this.steps = parts.steps;
		this.timing = parts.timing;
		this.nesting = parts.nesting;
		this.transactions = parts.transactions;
		this.others = parts.others;
		this.retries = RetryPlan.of(call.spec().retry());
		this.current = new Attempt(this, token, number, this.steps, this.timing);
		if (call.isWithheld()) {
			flight.withhold();
		}
	}

	private @Nullable Places places(Call call, @Nullable RunExecutor executor, Parts parts) {
		if (call.places() != null) {
			return call.places().apply(this);
		}
		return (executor != null) ? new Slots(executor, parts.nesting.loans(call.spec().executor())) : null;
	}

	RefId id() {
		return this.id;
	}

	Call call() {
		return this.call;
	}

	CallSpec spec() {
		return this.call.spec();
	}

	Operation operation() {
		return spec().operation();
	}

	Flight flight() {
		return this.flight;
	}

	CapturedContext context() {
		return this.context;
	}

	Nesting nesting() {
		return this.nesting;
	}

	RetryPlan retries() {
		return this.retries;
	}

	/**
	 * The current attempt, or the last one.
	 */
	Attempt current() {
		return this.current;
	}

	/**
	 * Whether it runs on an executor.
	 */
	boolean isTask() {
		return this.places != null;
	}

	/**
	 * Whether no body runs: it is queued, or a retry waits.
	 */
	boolean isPending() {
		Attempt attempt = this.current;
		return attempt.isQueued() && (isTask() || attempt.number() > 1);
	}

	/**
	 * Puts the context of the call on a thread of the executor. The calling thread has
	 * it.
	 */
	Scope openContext() {
		return isTask() ? this.context.open() : CapturedContext.EMPTY.open();
	}

	void publish() {
		this.steps.publish(this.id);
	}

	/**
	 * Whether what its body says in a failure is kept to itself: neither record, nor log,
	 * nor listener gets it.
	 */
	boolean isWithheld() {
		return this.flight.isWithheld();
	}

	/**
	 * A failure as it may be told.
	 */
	Throwable told(Throwable failure) {
		return isWithheld() ? WithheldFailure.of(failure) : failure;
	}

	/**
	 * The body of a run that has waited for its references.
	 */
	Object enter() throws Throwable {
		if (this.places instanceof InputWait inputs) {
			return inputs.enter();
		}
		throw new IllegalStateException("'%s' waits for nothing".formatted(this.id));
	}

	/**
	 * Hands the run to its thread, or runs it on this one.
	 */
	void dispatch() {
		if (this.places == null) {
			runHere();
		}
		else if (!this.call.runsHere()) {
			Attempt first = this.current;
			this.places.submit(first);
			if (this.ended) {
				// Before it was queued: nobody has taken it out.
				this.places.remove(first);
			}
		}
		else {
			this.current.run();
		}
	}

	private void runHere() {
		Attempt attempt = this.current;
		attempt.run();
		while (attempt != this.current) {
			attempt = this.current;
			Duration wait = this.delay;
			try {
				if (wait == null || this.timing.await(this.flight.landing(), Nanos.of(wait))) {
					return;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				this.steps.abandon(attempt, new RefWaitInterruptedException(operation().name(), ex));
				return;
			}
			attempt.run();
		}
	}

	/**
	 * A computation is about to wait for this one.
	 */
	void addWaiter() {
		if (this.places != null) {
			this.places.addWaiter();
		}
	}

	void removeWaiter() {
		if (this.places != null) {
			this.places.removeWaiter();
		}
	}

	boolean hasWaiters() {
		return this.places != null && this.places.hasWaiters();
	}

	/**
	 * The body of an attempt has its value.
	 */
	void succeeded(Attempt attempt, @Nullable Object value, boolean cacheable) {
		if (!this.transactions.hold(attempt, value, cacheable)) {
			this.steps.succeed(attempt, value, cacheable);
		}
	}

	/**
	 * The value that waits for a transaction to complete.
	 */
	@Nullable HeldValue held() {
		return this.held;
	}

	void hold(@Nullable HeldValue value) {
		this.held = value;
	}

	/**
	 * The body of an attempt failed.
	 */
	void failed(Attempt attempt, Throwable failure) {
		Duration wait = attempt.isOver() ? null : this.retries.delayAfter(attempt.number(), failure);
		Long token = (wait != null) ? this.steps.retryLater(attempt, failure, wait) : null;
		if (wait == null || token == null) {
			this.steps.fail(attempt, failure);
			return;
		}
		Attempt next = new Attempt(this, token, attempt.number() + 1, this.steps, this.timing);
		this.delay = wait;
		this.current = next;
		attempt.close();
		Places places = this.places;
		if (places != null) {
			this.delayed = this.timing.schedule(() -> elsewhere(() -> resubmit(next, places)), wait);
		}
		if (this.ended) {
			stop();
		}
	}

	/**
	 * Runs what code of users may hold up, on a thread that only they need.
	 */
	void elsewhere(Runnable command) {
		this.others.execute(command);
	}

	private void resubmit(Attempt next, Places places) {
		try {
			places.submit(next);
		}
		catch (RejectedExecutionException ex) {
			this.steps.refuse(next, ex);
		}
		catch (RuntimeException | Error ex) {
			this.steps.fail(next, ex);
		}
	}

	/**
	 * Waits for a run that ends on another thread.
	 * @return whether its flight has landed
	 */
	boolean awaitLanding(Duration limit) {
		try {
			return this.timing.await(this.flight.landing(), Nanos.of(limit));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefWaitInterruptedException(operation().name(), ex);
		}
	}

	/**
	 * Whether nobody was told of its end. A step that is repeated is applied again.
	 */
	boolean isToBeTold() {
		return this.told.compareAndSet(false, true);
	}

	boolean hasEnded() {
		return this.ended;
	}

	/**
	 * The run has ended: whatever is left of it stops.
	 */
	void stop() {
		this.ended = true;
		Delayed retry = this.delayed;
		if (retry != null) {
			retry.cancel();
		}
		Attempt attempt = this.current;
		attempt.close();
		if (attempt.interrupt() && this.places != null) {
			this.places.remove(attempt);
		}
		if (this.places != null) {
			this.places.close();
		}
	}

	/**
	 * What all runs of an engine work with.
	 *
	 * @param steps the steps in the store
	 * @param timing the time
	 * @param nesting calls that come from computations
	 * @param transactions values that are not committed
	 * @param others runs what may be held up by code of users
	 */
	record Parts(RunSteps steps, Timing timing, Nesting nesting, Transactions transactions, Executor others) {

	}

}
