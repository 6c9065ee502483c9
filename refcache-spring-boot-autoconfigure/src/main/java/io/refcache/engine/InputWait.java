package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.refcache.RefCacheException;
import io.refcache.TaskStatus;
import io.refcache.engine.Dependent.Resolved;
import io.refcache.engine.Passengers.Seat;
import io.refcache.engine.Resolution.Pending;
import io.refcache.task.DelayScheduler.Delayed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The place of a run whose references have not ended: nowhere. When they have, it enters
 * the call with their values, and ends as that does.
 */
final class InputWait implements Places {

	private static final Log logger = LogFactory.getLog(InputWait.class);

	private final Run run;

	private final Dependent dependent;

	private final Links links;

	/** What starts the run: the values, or what stands in their way. */
	private final AtomicReference<@Nullable Entry> entry = new AtomicReference<>();

	private volatile @Nullable Round round;

	private volatile @Nullable Delayed timeout;

	private volatile boolean closed;

	InputWait(Run run, Dependent dependent) {
		this.run = run;
		this.dependent = dependent;
		this.links = new Links(run);
	}

	@Override
	public void submit(Attempt attempt) {
		Duration limit = this.dependent.calls().maxWait();
		if (limit != null) {
			limit(attempt, limit);
		}
		next(attempt);
	}

	private void limit(Attempt attempt, Duration limit) {
		try {
			this.timeout = this.dependent.calls()
				.timing()
				.schedule(() -> this.run.elsewhere(() -> expire(attempt, limit)), limit);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The scheduler has ended: %s has no limit".formatted(attempt), ex);
		}
	}

	/**
	 * Looks at the references, and waits for those that have not ended. Whoever comes
	 * here may be another thread each time, and takes nothing along.
	 */
	private void next(Attempt attempt) {
		try {
			while (attempt.isQueued()) {
				Resolved resolved = this.dependent.resolve(false);
				if (!resolved.isPending()) {
					start(attempt, new Entry(resolved, null));
					return;
				}
				List<Run> awaited = follow(resolved);
				if (awaited != null) {
					await(new Round(attempt, awaited.size()), awaited);
					return;
				}
			}
		}
		catch (RuntimeException | Error ex) {
			start(attempt, new Entry(null, ex));
		}
	}

	/**
	 * The runs behind the references; {@code null} if one has ended meanwhile.
	 */
	private @Nullable List<Run> follow(Resolved resolved) {
		List<Run> runs = new ArrayList<>();
		for (Pending pending : resolved.resolution().pending()) {
			Run input = this.dependent.calls().followers().follow(pending.record());
			if (input == null) {
				return null;
			}
			runs.add(input);
		}
		return runs;
	}

	private void await(Round next, List<Run> awaited) {
		this.round = next;
		for (Run input : awaited) {
			this.links.add(input);
			next.board(input.flight());
		}
		if (this.closed) {
			next.leave();
		}
	}

	private void expire(Attempt attempt, Duration limit) {
		start(attempt,
				new Entry(null, InputCalls.waitedTooLong(this.dependent.spec(), limit, this.run.call().given())));
	}

	/** Several may come here: one of them starts the attempt. */
	private void start(Attempt attempt, Entry with) {
		if (this.entry.compareAndSet(null, with)) {
			leave();
			attempt.run();
		}
	}

	/**
	 * The body of the run: enters the call.
	 */
	Object enter() throws Throwable {
		Entry with = Objects.requireNonNull(this.entry.get());
		if (with.resolved() == null) {
			throw Objects.requireNonNull(with.failure());
		}
		if (with.resolved().given().withheld()) {
			this.run.flight().withhold();
		}
		FollowedCall call = new FollowedCall(this.run, this.dependent, this.dependent.request(with.resolved()),
				this.links);
		call.enter();
		return call;
	}

	private void leave() {
		Delayed scheduled = this.timeout;
		if (scheduled != null) {
			scheduled.cancel();
		}
		Round last = this.round;
		if (last != null) {
			last.leave();
		}
		this.links.clear();
	}

	@Override
	public void remove(Attempt attempt) {
		leave();
	}

	@Override
	public void addWaiter() {
		this.links.addWaiter();
	}

	@Override
	public void removeWaiter() {
		this.links.removeWaiter();
	}

	@Override
	public boolean hasWaiters() {
		return this.links.hasWaiters();
	}

	@Override
	public void close() {
		this.closed = true;
		leave();
		this.links.close();
	}

	private record Entry(@Nullable Resolved resolved, @Nullable Throwable failure) {

		Entry {
			if ((resolved == null) == (failure == null)) {
				throw new RefCacheException("One of them must be given");
			}
		}

	}

	/**
	 * A wait for all references that have not ended, or for the first that ends without a
	 * value.
	 */
	private final class Round implements Consumer<Outcome> {

		private final Attempt attempt;

		private final List<Seat> seats = new ArrayList<>();

		private final AtomicInteger left;

		private final AtomicBoolean over = new AtomicBoolean();

		Round(Attempt attempt, int left) {
			this.attempt = attempt;
			this.left = new AtomicInteger(left);
		}

		void board(Flight flight) {
			Seat seat = flight.board(this, InputWait.this.run::elsewhere);
			synchronized (this.seats) {
				this.seats.add(seat);
			}
		}

		void leave() {
			synchronized (this.seats) {
				this.seats.forEach(Seat::leave);
			}
		}

		@Override
		public void accept(Outcome outcome) {
			boolean isValue = outcome instanceof Outcome.Ended ended && ended.record().status() == TaskStatus.COMPLETE;
			if ((this.left.decrementAndGet() == 0 || !isValue) && this.over.compareAndSet(false, true)) {
				leave();
				InputWait.this.links.clear();
				next(this.attempt);
			}
		}

	}

}
