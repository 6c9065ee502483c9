package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.refcache.Actor;
import io.refcache.RefCacheException;
import io.refcache.RefComputationException;
import io.refcache.RefResponse;
import io.refcache.RefWaitInterruptedException;
import io.refcache.ReferenceWithoutValueException;
import io.refcache.engine.Dependent.Resolved;
import io.refcache.engine.Resolution.Pending;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The way of calls with references to the path of a call: the references are replaced by
 * their values first. If some have not ended, a call that would run on the calling thread
 * waits there; any other becomes a task that waits, and that equal calls of the same
 * actor meet at.
 */
final class InputCalls {

	private final CallPath path;

	private final SingleFlight singleFlight;

	private final Admission admission;

	private final InputSource source;

	private final Followers followers;

	private final RunSteps steps;

	private final Waits waits;

	private final Timing timing;

	private final @Nullable Duration maxWait;

	/**
	 * The way.
	 * @param path the path of calls
	 * @param singleFlight where equal calls meet
	 * @param admission lets callers in
	 * @param source where references are looked up
	 * @param followers finds their runs
	 * @param steps cancels what is wanted no more
	 * @param waits lets calls wait
	 * @param timing the time
	 * @param maxWait how long a call waits for its references; {@code null} for ever
	 */
	InputCalls(CallPath path, SingleFlight singleFlight, Admission admission, InputSource source, Followers followers,
			RunSteps steps, Waits waits, Timing timing, @Nullable Duration maxWait) {
		this.path = path;
		this.singleFlight = singleFlight;
		this.admission = admission;
		this.source = source;
		this.followers = followers;
		this.steps = steps;
		this.waits = waits;
		this.timing = timing;
		this.maxWait = maxWait;
	}

	SingleFlight singleFlight() {
		return this.singleFlight;
	}

	Followers followers() {
		return this.followers;
	}

	RunSteps steps() {
		return this.steps;
	}

	Timing timing() {
		return this.timing;
	}

	@Nullable Duration maxWait() {
		return this.maxWait;
	}

	Viewer viewer(Actor actor) {
		return this.admission.viewer(actor);
	}

	Resolution resolution(CallSpec spec, Actor actor, boolean here) {
		Deadline deadline = new Deadline(this.timing, this.maxWait);
		Viewer viewer = viewer(actor);
		return new Resolution(spec.operation().name(), this.source, viewer, viewer, here,
				() -> requirePatience(spec, deadline));
	}

	private void requirePatience(CallSpec spec, Deadline deadline) {
		if (Thread.currentThread().isInterrupted()) {
			throw new RefWaitInterruptedException(spec.operation().name(), new InterruptedException());
		}
		if (deadline.isOver()) {
			throw new RefCacheException("'%s' has looked up references for %s, which is the maximum"
				.formatted(spec.operation().name(), this.maxWait));
		}
	}

	/**
	 * Replaces references by the values that they have now, for a key, which is the
	 * application's own affair.
	 * @param author what his own values name is replaced too
	 */
	@Nullable Object[] resolveNow(Actor author, Function<ArgumentResolver, @Nullable Object[]> arguments) {
		Resolution resolution = new Resolution("eviction", this.source, viewer(Actor.SYSTEM), viewer(author), true,
				() -> {
				});
		@Nullable Object[] resolved = arguments.apply(resolution);
		for (Pending pending : resolution.pending()) {
			throw new ReferenceWithoutValueException(pending.supplied().toString(), pending.record().status());
		}
		return resolved;
	}

	/**
	 * Calls, and waits up to the timeout of the specification.
	 * @throws Throwable what the body threw, or what stands in its way
	 */
	RefResponse<?> call(CallSpec spec, Caller caller, Inputs inputs) throws Throwable {
		Dependent dependent = dependent(spec, caller, inputs);
		boolean here = spec.onCallersThread() || this.waits.parent() != null;
		Resolved resolved = dependent.resolve(here);
		if (resolved.isPending() && !here) {
			return this.path.call(waiting(dependent, resolved));
		}
		Deadline deadline = new Deadline(this.timing, this.maxWait);
		while (resolved.isPending()) {
			awaitHere(dependent, resolved, deadline);
			resolved = dependent.resolve(true);
		}
		Request request = dependent.request(resolved);
		try {
			return this.path.call(request);
		}
		catch (Throwable ex) {
			throw request.given().withheld() ? dependent.withheld(ex) : ex;
		}
	}

	/**
	 * Calls without waiting, unless a computation calls.
	 * @return completed with what {@link #call} returns or throws
	 */
	CompletableFuture<RefResponse<?>> callAsync(CallSpec spec, Caller caller, Inputs inputs) {
		try {
			if (this.waits.parent() != null) {
				return CompletableFuture.completedFuture(call(spec, caller, inputs));
			}
			Dependent dependent = dependent(spec, caller, inputs);
			Resolved resolved = dependent.resolve(false);
			return this.path
				.callAsync(resolved.isPending() ? waiting(dependent, resolved) : dependent.request(resolved));
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Dependent dependent(CallSpec spec, Caller caller, Inputs inputs) {
		return new Dependent(spec, new Caller(this.admission.actor(caller), caller.protection()), inputs, this);
	}

	/**
	 * It waits for its references alone: all else is said of the call with their values.
	 */
	private Request waiting(Dependent dependent, Resolved resolved) {
		CallSpec spec = dependent.spec();
		CallSpec waiting = new CallSpec(spec.operation(), spec.ttl(), spec.asyncTimeout(), null, null, spec.executor(),
				spec.answersWithReference(), true, spec.access());
		return new Request(waiting, dependent.caller(), dependent.inputs().given(dependent.actor()),
				(context) -> ((RunContext) context).run().enter(), resolved.given(),
				(run) -> new InputWait(run, dependent));
	}

	private void awaitHere(Dependent dependent, Resolved resolved, Deadline deadline) {
		CallSpec spec = dependent.spec();
		this.admission.executor(spec, dependent.caller());
		for (Pending pending : resolved.resolution().pending()) {
			Run input = this.followers.follow(pending.record());
			if (input == null) {
				return;
			}
			Outcome outcome = this.waits.awaitInput(input.flight(), spec, deadline);
			if (outcome instanceof Outcome.Blocked) {
				throw new RefCacheException("'%s' would wait for a transaction that waits for it, by reference '%s'"
					.formatted(spec.operation().name(), pending.supplied()));
			}
			if (outcome == null && this.maxWait != null) {
				throw waitedTooLong(spec, this.maxWait, resolved.given());
			}
		}
	}

	/**
	 * The exception of a call that has waited for its references for too long.
	 */
	static RefCacheException waitedTooLong(CallSpec spec, Duration limit, Given given) {
		return new RefCacheException("'%s' has waited %s for its references, which is the maximum: %s".formatted(
				spec.operation().name(), limit, String.join(", ", given.ids().stream().map(RefId::toString).toList())));
	}

	/**
	 * What a run failed with.
	 */
	Throwable failure(Outcome.Ended ended) {
		ReferenceRecord record = ended.record();
		if (ended.failure() != null) {
			return ended.failure();
		}
		if (record.error() == null) {
			return new IllegalStateException("Task '%s' has no error".formatted(record));
		}
		return new RefComputationException(record.id().toString(), record.error());
	}

}
