package io.refcache.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Says what is told of an observed call or attempt. A bean of this type replaces
 * {@link DefaultRefCacheObservationConvention}, which it may extend.
 *
 * @since 0.1.0
 */
public interface RefCacheObservationConvention extends ObservationConvention<RefCacheObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof RefCacheObservationContext;
	}

}
