package io.refcache.engine;

import io.refcache.Actor;
import io.refcache.CacheResponse;
import io.refcache.RefAccessDeniedException;
import io.refcache.access.Permission;
import io.refcache.access.Protection;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers in: to what is in the cache already, and to what is to be computed.
 */
final class Admission {

	private final AccessControl control;

	private final Actors actors;

	private final Responses responses;

	/**
	 * Admission.
	 * @param control applies policies
	 * @param actors knows who calls
	 * @param responses makes answers
	 */
	Admission(AccessControl control, Actors actors, Responses responses) {
		this.control = control;
		this.actors = actors;
		this.responses = responses;
	}

	AccessRules rules(@Nullable String policy, String namespace, @Nullable String owner, boolean sessionScoped) {
		return this.control.rules(policy, namespace, owner, sessionScoped);
	}

	/**
	 * Who calls a method on this thread. Nobody asks if everybody may.
	 */
	Caller caller(CallSpec spec) {
		Caller anyone = spec.access().anyone();
		return (anyone != null) ? anyone : caller(spec, this.actors.current());
	}

	Caller caller(CallSpec spec, Actor actor) {
		return new Caller(actor, spec.access().of(spec.operation().name(), actor));
	}

	/**
	 * Whether a call may have the value that is there. That it may not is no event here.
	 */
	boolean reads(ReferenceRecord record, CallSpec spec, Caller caller) {
		return isOpen(record, spec) || viewer(actor(caller)).reads(record);
	}

	private static boolean isOpen(ReferenceRecord record, CallSpec spec) {
		return spec.access().isOpen() && spec.access().guards(record.protection());
	}

	/**
	 * Answers who may read, and asks for the reference.
	 */
	CacheResponse<?> response(ReferenceRecord record) {
		return this.responses.named(record);
	}

	/**
	 * Answers a call with what is there.
	 */
	CacheResponse<?> answer(ReferenceRecord record, CallSpec spec, Caller caller) {
		if (isOpen(record, spec)) {
			return this.responses.complete(record, spec);
		}
		Viewer viewer = viewer(actor(caller));
		if (!viewer.sees(record)) {
			throw refusal(viewer.actor(), Permission.READ, record.protection(), spec);
		}
		return this.responses.complete(record, spec, viewer);
	}

	/**
	 * Checks that a call may be told of what it has met: equal calls may name different
	 * policies.
	 * @throws RefAccessDeniedException if it may not
	 */
	void check(ReferenceRecord record, CallSpec spec, Viewer viewer) {
		if (!spec.access().guards(record.protection()) && !viewer.sees(record)) {
			throw refusal(viewer.actor(), Permission.READ, record.protection(), spec);
		}
	}

	/**
	 * Who asks for a computation.
	 * @throws RefAccessDeniedException if it may not
	 */
	Actor executor(CallSpec spec, Caller caller) {
		Actor actor = actor(caller);
		Protection own = caller.protection().startedBy(actor);
		if (!spec.access().isOpen() && !this.control.may(actor, Permission.EXECUTE, own)) {
			throw refusal(actor, Permission.EXECUTE, own, spec);
		}
		return actor;
	}

	Viewer viewer(Actor actor) {
		return new Viewer(this.control, actor);
	}

	/**
	 * Who acts on this thread.
	 */
	Actor actor() {
		return this.actors.current();
	}

	/**
	 * Whether an agent makes a call, and no computation on its behalf.
	 */
	boolean isAgent(Caller caller) {
		return this.actors.mayBeAgents() && actor(caller).type() == Actor.Type.AGENT && !this.actors.isComputation();
	}

	/**
	 * Who makes a call.
	 */
	Actor actor(Caller caller) {
		Actor known = caller.actor();
		return (known != null) ? known : this.actors.current();
	}

	private RefAccessDeniedException refusal(Actor actor, Permission permission, Protection protection, CallSpec spec) {
		String name = spec.operation().name();
		this.control.allows(actor, permission, protection, name);
		return new RefAccessDeniedException("%s may not call '%s'".formatted(actor, name));
	}

}
