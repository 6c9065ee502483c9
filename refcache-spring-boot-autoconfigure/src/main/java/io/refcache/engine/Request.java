package io.refcache.engine;

import java.util.function.Function;

import io.refcache.store.CacheKey;
import org.jspecify.annotations.Nullable;

/**
 * What enters the path of a call.
 *
 * @param spec what all calls of the method have in common
 * @param caller who calls
 * @param key the key
 * @param work the body
 * @param given the references that it was given
 * @param places how a run of it gets a thread; {@code null} for its executor
 */
record Request(CallSpec spec, Caller caller, CacheKey key, Work work, Given given,
		@Nullable Function<Run, Places> places) {

	/**
	 * A call without references.
	 */
	Request(CallSpec spec, Caller caller, CacheKey key, Work work) {
		this(spec, caller, key, work, Given.NONE, null);
	}

}
