package io.refcache.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.refcache.task.BoundedNames;
import io.refcache.task.CallObservation;
import io.refcache.task.CallObserver;

/**
 * Observes with Micrometer.
 */
final class MicrometerObserver implements CallObserver {

	private final ObservationRegistry registry;

	private final RefCacheObservationConvention convention;

	private final BoundedNames methods = new BoundedNames();

	MicrometerObserver(ObservationRegistry registry, RefCacheObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public CallObservation missed(String name) {
		if (this.registry.isNoop()) {
			return CallObservation.NONE;
		}
		RefCacheObservationContext context = new RefCacheObservationContext(this.methods.of(name), 0, null);
		Observation observation = observation("refcache.call", context);
		if (observation.isNoop() && observation("refcache.attempt", context).isNoop()) {
			// Switched off.
			return CallObservation.NONE;
		}
		return new MicrometerCall(context, observation.start(), this);
	}

	Observation observation(String name, RefCacheObservationContext context) {
		return Observation.createNotStarted(name, () -> context, this.registry).observationConvention(this.convention);
	}

}
