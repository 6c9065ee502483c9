package io.refcache.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.refcache.Actor;
import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.TaskContext;
import io.refcache.TaskStatus;
import io.refcache.access.Permission;
import io.refcache.engine.SingleFlight.Boarding;
import io.refcache.store.CacheKey;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.task.CapturedContext;
import io.refcache.task.ContextCapture;
import org.jspecify.annotations.Nullable;

/**
 * The path of a call: looks up, meets equal calls, waits, and answers with what has come
 * of it by then.
 */
final class CallPath {

	private final ReferenceStore store;

	private final SingleFlight singleFlight;

	private final Admission admission;

	private final Responses responses;

	private final RunSteps steps;

	private final Waits waits;

	private final Transactions transactions;

	private final Timing timing;

	private final ContextCapture contexts;

	private final Executor answers;

	/**
	 * A path.
	 * @param store where it looks up
	 * @param singleFlight where equal calls meet
	 * @param admission lets callers in
	 * @param responses makes answers
	 * @param steps publishes references
	 * @param waits lets calls wait
	 * @param transactions values that are not committed
	 * @param timing the time
	 * @param contexts takes along the context of callers
	 * @param answers completes futures
	 */
	CallPath(ReferenceStore store, SingleFlight singleFlight, Admission admission, Responses responses, RunSteps steps,
			Waits waits, Transactions transactions, Timing timing, ContextCapture contexts, Executor answers) {
		this.store = store;
		this.singleFlight = singleFlight;
		this.admission = admission;
		this.responses = responses;
		this.steps = steps;
		this.waits = waits;
		this.transactions = transactions;
		this.timing = timing;
		this.contexts = contexts;
		this.answers = answers;
	}

	/**
	 * Calls, and waits up to the timeout of the specification.
	 * @throws Throwable what the body threw, or what stands in its way
	 */
	RefResponse<?> call(CallSpec spec, Caller caller, CacheKey key, Work work) throws Throwable {
		ReferenceRecord hit = hit(key);
		return (hit != null) ? this.admission.answer(hit, spec, caller)
				: miss(spec, caller, key, work, this.waits.parent());
	}

	private RefResponse<?> miss(CallSpec spec, Caller caller, CacheKey key, Work work, @Nullable Run parent)
			throws Throwable {
		Call call = toCall(spec, caller, key, work, this.contexts, parent);
		this.transactions.warn(call);
		Deadline deadline = this.waits.deadline(call);
		while (true) {
			Boarding boarding = this.singleFlight.enter(call);
			Flight flight = boarding.flight();
			Outcome outcome = this.waits.await(flight, call, deadline);
			if (outcome == null) {
				ReferenceRecord published = publish(this.waits.awaitTakeoff(flight, call, deadline));
				if (published != null) {
					return inProgress(published, call);
				}
				// It has ended meanwhile: whoever ended it is about to land it.
				outcome = flight.landing().join();
			}
			if (outcome instanceof Outcome.Blocked) {
				return CacheResponse.<@Nullable Object>complete(null, work.compute(TaskContext.NONE));
			}
			if (!boarding.startsOver(outcome)) {
				return answer(outcome, call);
			}
			ReferenceRecord found = hit(key);
			if (found != null) {
				return this.admission.answer(found, spec, caller);
			}
		}
	}

	private Call toCall(CallSpec spec, Caller caller, CacheKey key, Work work, ContextCapture contexts,
			@Nullable Run parent) {
		Actor actor = this.admission.executor(spec, caller);
		return new Call(spec, actor, caller.protection().startedBy(actor), key.detach(), work, contexts, parent);
	}

	/**
	 * Calls without waiting, unless a computation calls: what it waited for out of our
	 * sight might need its thread.
	 * @return completed with what {@link #call} returns or throws
	 */
	CompletableFuture<RefResponse<?>> callAsync(CallSpec spec, Caller caller, CacheKey key, Work work) {
		try {
			ReferenceRecord hit = hit(key);
			if (hit != null) {
				return CompletableFuture.completedFuture(this.admission.answer(hit, spec, caller));
			}
			Run parent = this.waits.parent();
			if (parent != null) {
				return CompletableFuture.completedFuture(miss(spec, caller, key, work, parent));
			}
			CapturedContext context = this.contexts.capture();
			Call call = toCall(spec, caller, key, work, () -> context, null);
			this.transactions.warn(call);
			AsyncCall async = new AsyncCall(this, call, new Deadline(this.timing, spec.asyncTimeout()),
					() -> this.singleFlight.enter(call));
			return async.start(this.timing, this.answers);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	RefResponse<?> answer(Outcome outcome, Call call) throws Throwable {
		Viewer viewer = this.admission.viewer(call.actor());
		if (outcome instanceof Outcome.Ended ended) {
			return this.responses.ended(ended.record(), ended.failure(), call.spec(), viewer);
		}
		if (outcome instanceof Outcome.Found found) {
			return this.responses.complete(found.record(), call.spec(), viewer);
		}
		if (outcome instanceof Outcome.Uncommitted own) {
			return viewer.may(Permission.READ, call.protection())
					? CacheResponse.<@Nullable Object>complete(own.id().toString(), own.value())
					: new CacheResponse.Withheld<>(own.id().toString());
		}
		if (outcome instanceof Outcome.StartOver again && again.leaderFailure() != null) {
			throw again.leaderFailure();
		}
		throw (outcome instanceof Outcome.Aborted aborted) ? aborted.cause() : new IllegalStateException();
	}

	RefResponse<?> inProgress(ReferenceRecord record, Call call) {
		return this.responses.task(record, null, this.admission.viewer(call.actor()));
	}

	/**
	 * Publishes a reference before it leaves the engine.
	 * @return the record; {@code null} if it has ended
	 */
	@Nullable ReferenceRecord publish(@Nullable RefId id) {
		return (id != null) ? this.steps.publish(id) : null;
	}

	private @Nullable ReferenceRecord hit(CacheKey key) {
		ReferenceRecord record = this.store.lookup(key, Part.FULL);
		return (record != null && record.status() == TaskStatus.COMPLETE) ? record : null;
	}

}
