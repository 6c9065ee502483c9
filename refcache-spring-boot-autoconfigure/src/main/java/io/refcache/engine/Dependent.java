package io.refcache.engine;

import io.refcache.Actor;
import io.refcache.store.CacheKey;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A call with the references that it was given.
 */
final class Dependent {

	private final CallSpec spec;

	private final Caller caller;

	private final Inputs inputs;

	private final InputCalls calls;

	/**
	 * A call.
	 * @param spec what is called
	 * @param caller who calls: the references are his, whoever goes on with them
	 * @param inputs the arguments
	 * @param calls what all such calls work with
	 */
	Dependent(CallSpec spec, Caller caller, Inputs inputs, InputCalls calls) {
		this.spec = spec;
		this.caller = caller;
		this.inputs = inputs;
		this.calls = calls;
	}

	CallSpec spec() {
		return this.spec;
	}

	Caller caller() {
		return this.caller;
	}

	Inputs inputs() {
		return this.inputs;
	}

	InputCalls calls() {
		return this.calls;
	}

	/**
	 * Looks at the references as they are now.
	 * @param here whether the body will run on this thread
	 */
	Resolved resolve(boolean here) {
		Resolution resolution = this.calls.resolution(this.spec, actor(), here);
		return new Resolved(resolution, this.inputs.resolve(resolution));
	}

	Actor actor() {
		Actor actor = this.caller.actor();
		return (actor != null) ? actor : Actor.ANONYMOUS;
	}

	/**
	 * The request for what is to be computed.
	 * @throws RuntimeException what making the key threw, unless that may quote what the
	 * caller may not read
	 */
	Request request(Resolved resolved) {
		Given given = resolved.given();
		try {
			CacheKey key = this.inputs.key(resolved.arguments());
			return new Request(this.spec, this.caller, key, this.inputs.work(resolved.arguments()), given, null);
		}
		catch (RuntimeException | Error ex) {
			if (given.withheld()) {
				throw Refusals.withheld(this.spec.operation().name(), ex);
			}
			throw ex;
		}
	}

	/**
	 * What is thrown in place of something that is not a failure of the body.
	 */
	RuntimeException withheld(Throwable failure) {
		return Refusals.onPath(this.spec.operation().name(), failure);
	}

	/**
	 * Whether its caller may have what another call has left there, as it would have what
	 * it leaves itself.
	 */
	boolean mayHave(ReferenceRecord met) {
		Viewer viewer = this.calls.viewer(actor());
		return viewer.sees(met) && (viewer.reads(met) || !viewer.reads(this.caller.protection().startedBy(actor())));
	}

	/**
	 * The references as they were at one moment.
	 *
	 * @param resolution the pass over the arguments
	 * @param arguments the arguments, without those references that had ended
	 */
	record Resolved(Resolution resolution, @Nullable Object[] arguments) {

		boolean isPending() {
			return !this.resolution.pending().isEmpty();
		}

		Given given() {
			return this.resolution.given();
		}

	}

}
