package io.refcache.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.refcache.observation.RefCacheObservationContext.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The convention of refcache: {@code method} and {@code outcome} have few values, and may
 * be tags of meters; {@code refcache.ref_id} and {@code refcache.attempt} have many.
 *
 * @since 0.1.0
 */
public class DefaultRefCacheObservationConvention implements RefCacheObservationConvention {

	private static final KeyValue NO_OUTCOME = KeyValue.of("outcome", "unknown");

	@Override
	public @Nullable String getContextualName(RefCacheObservationContext context) {
		return ((context.getAttempt() == 0) ? "call " : "compute ") + context.getMethod();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(RefCacheObservationContext context) {
		Outcome outcome = context.getOutcome();
		return KeyValues.of(KeyValue.of("method", context.getMethod()),
				(outcome != null) ? KeyValue.of("outcome", outcome.text()) : NO_OUTCOME);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(RefCacheObservationContext context) {
		KeyValues values = (context.getAttempt() > 0)
				? KeyValues.of("refcache.attempt", String.valueOf(context.getAttempt())) : KeyValues.empty();
		String refId = context.getRefId();
		return (refId != null) ? values.and("refcache.ref_id", refId) : values;
	}

}
