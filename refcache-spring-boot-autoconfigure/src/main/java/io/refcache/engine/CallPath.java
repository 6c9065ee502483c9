package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.refcache.Actor;
import io.refcache.CacheResponse;
import io.refcache.RefComputationException;
import io.refcache.RefResponse;
import io.refcache.RefWaitInterruptedException;
import io.refcache.TaskContext;
import io.refcache.TaskStatus;
import io.refcache.access.ActorScope;
import io.refcache.access.Permission;
import io.refcache.engine.Refusals.OwnRefusal;
import io.refcache.engine.SingleFlight.Boarding;
import io.refcache.store.CacheKey;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.task.CallObserver;
import io.refcache.task.CapturedContext;
import io.refcache.task.ContextCapture;
import org.jspecify.annotations.Nullable;

/**
 * The path of a call: looks up, meets equal calls, waits, and answers with what has come
 * of it by then.
 */
final class CallPath {

	private final ReferenceStore store;

	private final Promises promises;

	private final Gets gets;

	private final SingleFlight singleFlight;

	private final Admission admission;

	private final Responses responses;

	private final RunSteps steps;

	private final Waits waits;

	private final Transactions transactions;

	private final Timing timing;

	private final ContextCapture contexts;

	private final Executor answers;

	private final CallObserver observer;

	/**
	 * A path.
	 * @param store where it looks up
	 * @param promises what callers come back for
	 * @param gets counts what it finds
	 * @param singleFlight where equal calls meet
	 * @param admission lets callers in
	 * @param responses makes answers
	 * @param steps publishes references
	 * @param waits lets calls wait
	 * @param transactions values that are not committed
	 * @param timing the time
	 * @param contexts takes along the context of callers
	 * @param answers completes futures
	 * @param observer follows calls that find no value
	 */
	CallPath(ReferenceStore store, Promises promises, Gets gets, SingleFlight singleFlight, Admission admission,
			Responses responses, RunSteps steps, Waits waits, Transactions transactions, Timing timing,
			ContextCapture contexts, Executor answers, CallObserver observer) {
		this.store = store;
		this.promises = promises;
		this.gets = gets;
		this.singleFlight = singleFlight;
		this.admission = admission;
		this.responses = responses;
		this.steps = steps;
		this.waits = waits;
		this.transactions = transactions;
		this.timing = timing;
		this.contexts = contexts;
		this.answers = answers;
		this.observer = observer;
	}

	/**
	 * What is there for a call whose caller may read it. The key is the only object made
	 * for that.
	 * @return the record; {@code null} if the call has to go the whole way
	 */
	@Nullable ReferenceRecord hit(CallSpec spec, Caller caller, CacheKey key) {
		ReferenceRecord record = this.store.lookup(key, Part.FULL);
		boolean found = record != null && record.status() == TaskStatus.COMPLETE
				&& this.admission.reads(record, spec, caller);
		return (record != null && found) ? counted(record) : null;
	}

	CacheResponse<?> response(ReferenceRecord hit) {
		return this.admission.response(hit);
	}

	/**
	 * Calls, and waits up to the timeout of the specification.
	 * @throws Throwable what the body threw, or what stands in its way
	 */
	RefResponse<?> call(Request request) throws Throwable {
		ReferenceRecord hit = hit(request.key());
		if (hit != null) {
			return answer(hit, request);
		}
		Run parent = this.waits.parent();
		ReferenceRecord promised = (parent == null) ? this.promises.find(request.key()) : null;
		return (promised != null) ? answer(counted(promised), request) : miss(request, parent);
	}

	boolean isFresh(String reference, Duration time) {
		return this.promises.isFresh(reference, time);
	}

	private RefResponse<?> answer(ReferenceRecord hit, Request request) {
		ReferenceRecord record = shown(hit, request.given());
		return request.given().tell(this.admission.answer(record, request.spec(), request.caller()));
	}

	/** What was said of it so far may quote what this caller must not learn. */
	private ReferenceRecord shown(ReferenceRecord record, Given given) {
		return given.withheld() ? this.steps.withhold(record) : record;
	}

	private RefResponse<?> miss(Request request, @Nullable Run parent) throws Throwable {
		return observe(request).answer((observed) -> miss(request, toCall(request, this.contexts, parent, observed)));
	}

	private RefResponse<?> miss(Request request, Call call) throws Throwable {
		this.transactions.warn(call);
		Deadline deadline = this.waits.deadline(call);
		while (true) {
			Boarding boarding = board(call);
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
				return call.given().tell(plainly(call));
			}
			if (!boarding.startsOver(outcome)) {
				return answer(outcome, call);
			}
			ReferenceRecord found = hit(request.key());
			if (found != null) {
				return answer(found, request);
			}
		}
	}

	private static CacheResponse<?> plainly(Call call) throws Throwable {
		ActorScope caller = ActorScope.open(call.actor());
		try {
			return CacheResponse.<@Nullable Object>complete(null, call.work().compute(TaskContext.NONE));
		}
		catch (Throwable ex) {
			throw call.given().withheld()
					? new OwnRefusal(
							"'%s' failed with %s".formatted(call.spec().operation().name(), ex.getClass().getName()))
					: ex;
		}
		finally {
			caller.close();
		}
	}

	private ObservedCall observe(Request request) {
		return ObservedCall.of(request.spec().operation().name(), this.observer);
	}

	private Call toCall(Request request, ContextCapture contexts, @Nullable Run parent, ObservedCall observed) {
		Actor actor = this.admission.executor(request.spec(), request.caller());
		return new Call(request.spec(), actor, request.caller().protection().startedBy(actor), request.key().detach(),
				request.work(), contexts, parent, request.given(), request.places(), null, observed);
	}

	/**
	 * Calls without waiting, unless a computation calls: what it waited for out of our
	 * sight might need its thread.
	 * @return completed with what {@link #call} returns or throws
	 */
	CompletableFuture<RefResponse<?>> callAsync(Request request) {
		try {
			ReferenceRecord hit = hit(request.key());
			if (hit != null) {
				return CompletableFuture.completedFuture(answer(hit, request));
			}
			Run parent = this.waits.parent();
			if (parent != null) {
				return CompletableFuture.completedFuture(miss(request, parent));
			}
			ReferenceRecord promised = this.promises.find(request.key());
			if (promised != null) {
				return CompletableFuture.completedFuture(answer(counted(promised), request));
			}
			return observe(request).answerLater((observed) -> missAsync(request, observed));
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(failure(ex, request.spec(), request.given()));
		}
	}

	private CompletableFuture<RefResponse<?>> missAsync(Request request, ObservedCall observed) {
		try {
			CapturedContext context = this.contexts.capture();
			Call call = toCall(request, () -> context, null, observed);
			this.transactions.warn(call);
			AsyncCall async = new AsyncCall(this, call, new Deadline(this.timing, this.waits.timeout(request.spec())),
					() -> board(call));
			return async.start(this.timing, this.answers);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(failure(ex, request.spec(), request.given()));
		}
	}

	private static Throwable failure(Throwable failure, CallSpec spec, Given given) {
		return given.withheld() ? Refusals.onPath(spec.operation().name(), failure) : failure;
	}

	private Boarding board(Call call) {
		Boarding boarding = this.singleFlight.enter(call);
		if (call.isWithheld()) {
			boarding.flight().withhold();
		}
		call.observed().boards(boarding.flight());
		return boarding;
	}

	RefResponse<?> answer(Outcome outcome, Call call) throws Throwable {
		Viewer viewer = this.admission.viewer(call.actor());
		if (outcome instanceof Outcome.Ended ended) {
			return call.given().tell(ended(ended, call, viewer));
		}
		if (outcome instanceof Outcome.Found found) {
			this.admission.check(found.record(), call.spec(), viewer);
			return call.given().tell(this.responses.complete(shown(found.record(), call.given()), call.spec(), viewer));
		}
		if (outcome instanceof Outcome.Uncommitted own) {
			return call.given()
				.tell(viewer.may(Permission.READ, call.protection())
						? CacheResponse.<@Nullable Object>complete(own.id().toString(), own.value())
						: new CacheResponse.Withheld<>(own.id().toString()));
		}
		if (outcome instanceof Outcome.StartOver again && again.leaderFailure() != null) {
			// An interrupt of the body's own making may have a message.
			throw call.given().withheld()
					? new RefWaitInterruptedException(call.spec().operation().name(), new InterruptedException())
					: again.leaderFailure();
		}
		throw (outcome instanceof Outcome.Aborted aborted) ? failure(aborted.cause(), call.spec(), call.given())
				: new IllegalStateException();
	}

	/**
	 * A failure may quote the arguments, of which some may be withheld from this caller.
	 */
	private CacheResponse<?> ended(Outcome.Ended ended, Call call, Viewer viewer) throws Throwable {
		this.admission.check(ended.record(), call.spec(), viewer);
		ReferenceRecord record = shown(ended.record(), call.given());
		boolean withheld = call.given().withheld() || ended.failure() instanceof WithheldFailure;
		if (withheld && record.status() == TaskStatus.FAILED && record.error() != null) {
			throw new RefComputationException(record.id().toString(), record.error().withoutMessage());
		}
		return this.responses.ended(record, ended.failure(), call.spec(), viewer);
	}

	RefResponse<?> inProgress(ReferenceRecord record, Call call) {
		Viewer viewer = this.admission.viewer(call.actor());
		this.admission.check(record, call.spec(), viewer);
		ReferenceRecord shown = shown(record, call.given());
		return call.given().tell(this.responses.task(shown, null, viewer), shown);
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
		return (record != null && record.status() == TaskStatus.COMPLETE) ? counted(record) : null;
	}

	private ReferenceRecord counted(ReferenceRecord hit) {
		this.gets.hit();
		return hit;
	}

}
