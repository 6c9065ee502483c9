package io.refcache.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.refcache.RefResponse;
import io.refcache.RefWaitInterruptedException;
import io.refcache.TaskStatus;
import io.refcache.engine.SingleFlight.Boarding;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.StepResult;
import io.refcache.task.DelayScheduler;
import io.refcache.task.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The path of a call: looks up, meets equal calls, waits, and answers with what has come
 * of it by then.
 */
final class CallPath {

	private final ReferenceStore store;

	private final SingleFlight singleFlight;

	private final Responses responses;

	private final Waiting waiting;

	private final DelayScheduler scheduler;

	private final Executor answers;

	CallPath(ReferenceStore store, SingleFlight singleFlight, Responses responses, Waiting waiting,
			DelayScheduler scheduler, Executor answers) {
		this.store = store;
		this.singleFlight = singleFlight;
		this.responses = responses;
		this.waiting = waiting;
		this.scheduler = scheduler;
		this.answers = answers;
	}

	/**
	 * Calls, and waits up to the timeout of the specification.
	 * @throws Throwable what the body threw, or what stands in its way
	 */
	RefResponse<?> call(CallSpec spec, CacheKey key, Work work) throws Throwable {
		ReferenceRecord hit = hit(key);
		if (hit != null) {
			return this.responses.complete(hit);
		}
		Deadline deadline = new Deadline(this.waiting, spec.asyncTimeout());
		while (true) {
			Boarding boarding = this.singleFlight.enter(key, spec, work);
			Flight flight = boarding.flight();
			Outcome outcome = await(flight, spec, deadline);
			if (outcome == null) {
				ReferenceRecord published = publish(flight.takeoff().join());
				if (published != null) {
					return this.responses.task(published, spec.format());
				}
				// It has ended meanwhile: whoever ended it is about to land it.
				outcome = flight.landing().join();
			}
			if (!boarding.startsOver(outcome)) {
				return answer(outcome);
			}
			ReferenceRecord found = hit(key);
			if (found != null) {
				return this.responses.complete(found);
			}
		}
	}

	/**
	 * Calls without waiting.
	 * @return completed with what {@link #call} returns or throws
	 */
	CompletableFuture<RefResponse<?>> callAsync(CallSpec spec, CacheKey key, Work work) {
		try {
			ReferenceRecord hit = hit(key);
			if (hit != null) {
				return CompletableFuture.completedFuture(this.responses.complete(hit));
			}
			AsyncCall call = new AsyncCall(this, spec, new Deadline(this.waiting, spec.asyncTimeout()),
					() -> this.singleFlight.enter(key, spec, work));
			return call.start(this.scheduler, this.answers);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	RefResponse<?> answer(Outcome outcome) throws Throwable {
		if (outcome instanceof Outcome.Ended ended) {
			return this.responses.ended(ended.record(), ended.failure());
		}
		if (outcome instanceof Outcome.Found found) {
			return this.responses.complete(found.record());
		}
		if (outcome instanceof Outcome.StartOver again && again.leaderFailure() != null) {
			throw again.leaderFailure();
		}
		throw (outcome instanceof Outcome.Aborted aborted) ? aborted.cause() : new IllegalStateException();
	}

	RefResponse<?> inProgress(ReferenceRecord record, CallSpec spec) {
		return this.responses.task(record, spec.format());
	}

	/**
	 * Publishes a reference before it leaves the engine.
	 * @return the record; {@code null} if it has ended
	 */
	@Nullable ReferenceRecord publish(@Nullable RefId id) {
		if (id == null) {
			return null;
		}
		StepResult result = this.store.update(id, Guard.unended(), Change.publishing());
		return (result instanceof StepResult.Applied applied) ? applied.after() : null;
	}

	private @Nullable ReferenceRecord hit(CacheKey key) {
		ReferenceRecord record = this.store.lookup(key, Part.FULL);
		return (record != null && record.status() == TaskStatus.COMPLETE) ? record : null;
	}

	private @Nullable Outcome await(Flight flight, CallSpec spec, Deadline deadline) {
		if (!flight.hasLanded()) {
			try {
				if (deadline.isOver() || !this.waiting.await(flight.landing(), deadline.remaining())) {
					return null;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new RefWaitInterruptedException(spec.operation().name(), ex);
			}
		}
		return flight.landing().join();
	}

}
