package io.refcache.observation;

import io.micrometer.observation.Observation;
import io.refcache.observation.RefCacheObservationContext.Outcome;
import io.refcache.task.AttemptObservation;
import io.refcache.task.CapturedContext.Scope;

/**
 * An attempt.
 *
 * @param context what is known of it
 * @param observation the observation
 */
record MicrometerAttempt(RefCacheObservationContext context, Observation observation) implements AttemptObservation {

	@Override
	public Scope open() {
		return this.observation.openScope()::close;
	}

	@Override
	public void succeeded() {
		end(Outcome.COMPLETE);
	}

	@Override
	public void failed(Throwable failure) {
		this.observation.error(failure);
		end(Outcome.FAILED);
	}

	@Override
	public void discarded() {
		end(Outcome.DISCARDED);
	}

	private void end(Outcome outcome) {
		this.context.end(outcome, this.context.getRefId());
		this.observation.stop();
	}

}
