package io.refcache.engine;

import io.refcache.Actor;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.task.ContextCapture;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param spec what all calls of the method have in common
 * @param actor who calls
 * @param protection what guards what is computed
 * @param key the key, detached from the caller's arguments
 * @param work the body
 * @param context takes along the context of the caller
 * @param parent the computation that calls; {@code null} if none does
 */
record Call(CallSpec spec, Actor actor, Protection protection, CacheKey key, Work work, ContextCapture context,
		@Nullable Run parent) {

	/**
	 * Whether it waits for the end, and not for a timeout of its own.
	 */
	boolean isPatient() {
		return this.parent != null || this.spec.asyncTimeout() == null;
	}

	/**
	 * Whether the body runs on the calling thread.
	 */
	boolean runsHere() {
		return this.spec.onCallersThread() || this.parent != null;
	}

	/**
	 * Whether all attempts have to be on the calling thread. A stage ends on another one,
	 * and what follows its failure cannot come back.
	 */
	boolean staysHere() {
		return runsHere() && !this.spec.staged();
	}

}
