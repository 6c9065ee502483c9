package io.refcache.observation;

import java.util.concurrent.CancellationException;

import io.micrometer.observation.Observation;
import io.refcache.TaskCancelledException;
import io.refcache.observation.RefCacheObservationContext.Outcome;
import io.refcache.task.AttemptObservation;
import io.refcache.task.CallObservation;
import io.refcache.task.CapturedContext.Scope;
import io.refcache.task.RunRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * A call, whose attempts are its children even if it has been answered.
 *
 * @param context what is known of it
 * @param observation the observation
 * @param observer makes those of attempts
 */
record MicrometerCall(RefCacheObservationContext context, Observation observation,
		MicrometerObserver observer) implements CallObservation {

	@Override
	public Scope open() {
		return this.observation.openScope()::close;
	}

	@Override
	public AttemptObservation attempt(String refId, int number) {
		RefCacheObservationContext attempt = new RefCacheObservationContext(this.context.getMethod(), number, refId);
		Observation child = this.observer.observation("refcache.attempt", attempt).parentObservation(this.observation);
		return new MicrometerAttempt(attempt, child.start());
	}

	@Override
	public void answered(@Nullable String refId) {
		end(Outcome.COMPLETE, refId);
	}

	@Override
	public void deferred(String refId) {
		end(Outcome.DEFERRED, refId);
	}

	@Override
	public void failed(Throwable failure) {
		if (failure instanceof TaskCancelledException || failure instanceof CancellationException) {
			end(Outcome.CANCELLED, null);
			return;
		}
		this.observation.error(failure);
		end((failure instanceof RunRejectedException) ? Outcome.REJECTED : Outcome.FAILED, null);
	}

	private void end(Outcome outcome, @Nullable String refId) {
		this.context.end(outcome, refId);
		this.observation.stop();
	}

}
