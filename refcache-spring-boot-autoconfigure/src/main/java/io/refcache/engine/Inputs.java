package io.refcache.engine;

import io.refcache.Actor;
import io.refcache.store.CacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call that may hold references. While one of these has not ended the
 * call waits, and asks again when it has.
 *
 * @since 0.1.0
 */
public interface Inputs {

	/**
	 * The key of the call as it was made: while they wait, equal calls of one actor meet
	 * there.
	 * @param actor who calls
	 * @return a key that is of no other call
	 */
	CacheKey given(Actor actor);

	/**
	 * Replaces references. Called on whichever thread finds that the last one has ended,
	 * and again if there turn out to be more.
	 * @param resolver replaces references within one argument
	 * @return the arguments, a new array
	 */
	@Nullable Object[] resolve(ArgumentResolver resolver);

	/**
	 * The key of the call.
	 * @param arguments the arguments without references
	 * @return the key
	 */
	CacheKey key(@Nullable Object[] arguments);

	/**
	 * The body of the call.
	 * @param arguments the arguments without references
	 * @return the body
	 */
	Work work(@Nullable Object[] arguments);

}
