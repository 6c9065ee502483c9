package io.refcache.engine;

import java.util.concurrent.CompletableFuture;

import io.refcache.RefAccessDeniedException;
import io.refcache.engine.SingleFlight.Boarding;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run that waited for its references: that of the call with their values.
 * Who cancels the run cancels the call, if that was the first of its key.
 */
final class FollowedCall extends CompletableFuture<@Nullable Object> {

	private final Run run;

	private final Dependent dependent;

	private final Call call;

	private final boolean withheld;

	private final Links links;

	private volatile @Nullable Flight flight;

	/**
	 * A call that has not been made.
	 * @param run the run
	 * @param dependent the call that it stands for
	 * @param request what is to be computed
	 * @param links what the run waits for
	 */
	FollowedCall(Run run, Dependent dependent, Request request, Links links) {
		this.run = run;
		this.dependent = dependent;
		this.call = run.call().with(request, run);
		this.withheld = request.given().withheld();
		this.links = links;
	}

	/**
	 * Makes the call, or joins an equal one. Nobody waits.
	 */
	void enter() {
		try {
			Boarding boarded = this.dependent.calls().singleFlight().enter(this.call);
			Flight joined = boarded.flight();
			this.flight = joined;
			if (this.withheld) {
				joined.withhold();
			}
			joined.takeoff().thenAccept((id) -> this.run.elsewhere(() -> link(joined)));
			joined.board((outcome) -> landed(outcome, boarded), this.run::elsewhere);
			if (isDone()) {
				drop();
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private void link(Flight joined) {
		Run other = joined.run();
		if (other == null || joined.hasLanded() || isDone()) {
			return;
		}
		try {
			this.links.add(other);
			if (joined.hasLanded()) {
				this.links.clear();
			}
		}
		catch (RuntimeException | Error ex) {
			completeExceptionally(ex);
		}
	}

	private void landed(Outcome outcome, Boarding boarded) {
		this.links.clear();
		if (isDone()) {
			return;
		}
		try {
			if (boarded.startsOver(outcome)) {
				enter();
			}
			else if (outcome instanceof Outcome.Ended ended) {
				ended(ended, boarded.flight());
			}
			else if (outcome instanceof Outcome.Found found) {
				complete(found.record(), false);
			}
			else if (outcome instanceof Outcome.Aborted aborted) {
				fail(aborted.cause());
			}
			else {
				fail(new IllegalStateException("'%s' ended with %s".formatted(this.run.id(), outcome)));
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private void ended(Outcome.Ended ended, Flight landed) {
		boolean own = isOwn(landed);
		switch (ended.record().status()) {
			case COMPLETE -> complete(ended.record(), own);
			case FAILED -> completeExceptionally(failure(ended));
			case CANCELLED -> cancelled(own);
			case PENDING, PROCESSING -> throw new IllegalStateException("'%s' has not ended".formatted(this.run.id()));
		}
	}

	/** Whoever cancelled another call did not mean this one. */
	private void cancelled(boolean own) {
		if (own) {
			this.dependent.calls().steps().cancel(this.run.id());
		}
		else {
			enter();
		}
	}

	private void complete(ReferenceRecord record, boolean own) {
		if (own || this.dependent.mayHave(record)) {
			complete(record.value());
		}
		else {
			completeExceptionally(new RefAccessDeniedException("%s may not have what '%s' is answered with"
				.formatted(this.call.actor(), this.call.spec().operation().name())));
		}
	}

	private Throwable failure(Outcome.Ended ended) {
		Throwable failure = this.dependent.calls().failure(ended);
		return this.withheld ? WithheldFailure.of(failure) : failure;
	}

	private void fail(Throwable failure) {
		completeExceptionally(this.withheld ? this.dependent.withheld(failure) : failure);
	}

	@Override
	public boolean cancel(boolean mayInterrupt) {
		boolean cancelled = super.cancel(mayInterrupt);
		drop();
		return cancelled;
	}

	private void drop() {
		Flight joined = this.flight;
		RefId id = (joined != null && isOwn(joined)) ? joined.id() : null;
		if (id != null) {
			this.dependent.calls().steps().cancel(id);
		}
	}

	private boolean isOwn(Flight joined) {
		Run other = joined.run();
		return other != null && other.call() == this.call;
	}

}
