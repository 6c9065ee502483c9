package io.refcache.engine;

import java.util.function.Function;

import io.refcache.Actor;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.task.CapturedContext;
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
 * @param given the references that it was given
 * @param places how a run of it gets a thread; {@code null} for its executor
 * @param behalf the run that waited for the references; {@code null} if none did
 * @param observed how an observer follows it
 */
record Call(CallSpec spec, Actor actor, Protection protection, CacheKey key, Work work, ContextCapture context,
		@Nullable Run parent, Given given, @Nullable Function<Run, Places> places, @Nullable Run behalf,
		ObservedCall observed) {

	/**
	 * The same call, of the same caller, once its references have values.
	 */
	Call with(Request request, Run waited) {
		return new Call(request.spec(), this.actor, this.protection, request.key().detach(), request.work(),
				waited::context, null, request.given(), null, waited, this.observed);
	}

	/**
	 * The same call, made again in the context that it was made in. Whoever does that
	 * need not wait for it: it runs on the executor.
	 */
	Call again(CapturedContext context) {
		return new Call(this.spec.onExecutor(), this.actor, this.protection, this.key, this.work, () -> context, null,
				this.given, this.places, null, this.observed);
	}

	/**
	 * Whether it is to wait for its references.
	 */
	boolean awaitsInputs() {
		return this.places != null;
	}

	/**
	 * Whether what its body says in a failure is to be kept to itself.
	 */
	boolean isWithheld() {
		return this.given.withheld() || (this.parent != null && this.parent.isWithheld());
	}

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
