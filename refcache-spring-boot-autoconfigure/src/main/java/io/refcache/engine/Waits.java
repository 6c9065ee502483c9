package io.refcache.engine;

import java.time.Duration;

import io.refcache.RefWaitInterruptedException;
import io.refcache.engine.Refusals.OwnRefusal;
import io.refcache.store.RefId;
import io.refcache.task.CallerPatience;
import org.jspecify.annotations.Nullable;

/**
 * The waits of calls for flights: as long as they may, and never for themselves.
 */
final class Waits {

	private final Nesting nesting;

	private final Transactions transactions;

	private final Timing timing;

	private final CallerPatience patience;

	private final @Nullable Duration maxWait;

	/**
	 * Waits.
	 * @param nesting calls that come from computations
	 * @param transactions values that are not committed
	 * @param timing the time
	 * @param patience how long callers want to wait
	 * @param maxWait how long a call waits that has no timeout; {@code null} for ever
	 */
	Waits(Nesting nesting, Transactions transactions, Timing timing, CallerPatience patience,
			@Nullable Duration maxWait) {
		this.nesting = nesting;
		this.transactions = transactions;
		this.timing = timing;
		this.patience = patience;
		this.maxWait = maxWait;
	}

	/**
	 * The computation that the calling thread works for.
	 */
	@Nullable Run parent() {
		return this.nesting.current();
	}

	Deadline deadline(Call call) {
		return new Deadline(this.timing, call.isPatient() ? this.maxWait : timeout(call.spec()));
	}

	/**
	 * How long a call waits that no computation makes.
	 * @return the time; {@code null} if it has no timeout
	 */
	@Nullable Duration timeout(CallSpec spec) {
		Duration timeout = spec.asyncTimeout();
		return (timeout != null) ? this.patience.timeout(timeout) : null;
	}

	/**
	 * Waits for a flight.
	 * @return what the call gets of it; {@code null} if its time is over
	 */
	@Nullable Outcome await(Flight flight, Call call, Deadline deadline) {
		if (!flight.hasLanded()) {
			Outcome own = this.transactions.own(flight, call);
			if (own != null) {
				return own;
			}
			try {
				if (deadline.isOver() || !await(flight, call, deadline.remaining())) {
					return null;
				}
			}
			catch (InterruptedException ex) {
				throw interrupted(call.spec(), ex);
			}
			catch (TransactionCircleException ex) {
				if (call.spec().staged()) {
					throw ex;
				}
				return new Outcome.Blocked();
			}
		}
		return flight.landing().join();
	}

	/**
	 * Waits on the calling thread for a reference that a call was given.
	 * @return what has come of it, or that it must not wait; {@code null} if its time is
	 * over
	 */
	@Nullable Outcome awaitInput(Flight flight, CallSpec spec, Deadline deadline) {
		Run parent = parent();
		boolean inTransaction = this.transactions.areOpen();
		try {
			boolean landed = (parent != null || inTransaction)
					? this.nesting.await(parent, inTransaction, flight, deadline.remaining())
					: this.timing.await(flight.landing(), deadline.remaining());
			return landed ? flight.landing().join() : null;
		}
		catch (InterruptedException ex) {
			throw interrupted(spec, ex);
		}
		catch (TransactionCircleException ex) {
			return new Outcome.Blocked();
		}
	}

	/**
	 * Waits for the claim of a flight, beyond the timeout of the call: there is no
	 * reference to answer with before.
	 * @return the reference; {@code null} if there is none, and the flight has landed
	 */
	@Nullable RefId awaitTakeoff(Flight flight, Call call, Deadline deadline) {
		if (flight.isClaiming()) {
			Deadline last = call.isPatient() ? deadline : new Deadline(this.timing, this.maxWait);
			try {
				if (!this.timing.await(flight.takeoff(), last.remaining())) {
					throw new OwnRefusal("'%s' has no reference: the call that was first did not claim its key"
						.formatted(call.spec().operation().name()));
				}
			}
			catch (InterruptedException ex) {
				throw interrupted(call.spec(), ex);
			}
		}
		return flight.takeoff().join();
	}

	private static RefWaitInterruptedException interrupted(CallSpec spec, InterruptedException cause) {
		Thread.currentThread().interrupt();
		return new RefWaitInterruptedException(spec.operation().name(), cause);
	}

	private boolean await(Flight flight, Call call, long nanos) throws InterruptedException {
		boolean inTransaction = call.isPatient() && this.transactions.areOpen();
		return (call.parent() != null || inTransaction)
				? this.nesting.await(call.parent(), inTransaction, flight, nanos)
				: this.timing.await(flight.landing(), nanos);
	}

}
