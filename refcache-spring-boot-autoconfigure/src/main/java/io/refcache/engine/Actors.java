package io.refcache.engine;

import java.util.List;

import io.refcache.Actor;
import io.refcache.access.ActorResolver;
import io.refcache.access.ActorScope;
import org.jspecify.annotations.Nullable;

/**
 * Knows who calls on the current thread.
 */
final class Actors {

	private final List<ActorResolver> resolvers;

	private final Nesting nesting;

	private final boolean agents;

	Actors(List<ActorResolver> resolvers, Nesting nesting) {
		this.resolvers = List.copyOf(resolvers);
		this.nesting = nesting;
		this.agents = this.resolvers.stream().anyMatch(ActorResolver::knowsAgents);
	}

	/**
	 * Whether anybody who calls may be an agent.
	 */
	boolean mayBeAgents() {
		return this.agents;
	}

	/**
	 * Whether a computation calls.
	 */
	boolean isComputation() {
		return this.nesting.current() != null;
	}

	/**
	 * Who calls: whom the code acts for, else whoever is known on the thread, else
	 * whoever started the computation that calls, else the application's own code.
	 */
	Actor current() {
		Actor scoped = ActorScope.current();
		if (scoped != null) {
			return scoped;
		}
		Actor known = resolve();
		Run parent = this.nesting.current();
		Actor starter = (parent != null) ? parent.call().actor() : null;
		if (starter != null && (known == null || isOf(known, starter))) {
			return starter;
		}
		return (known != null) ? known : Actor.SYSTEM;
	}

	/**
	 * The thread of a computation may know less of the same actor, such as no session.
	 */
	private static boolean isOf(Actor known, Actor starter) {
		return known.session() == null && !known.isAnonymous() && known.isSameAs(starter);
	}

	/** The first that knows who decides; the first that knows a session adds it. */
	private @Nullable Actor resolve() {
		Actor known = null;
		for (ActorResolver resolver : this.resolvers) {
			Actor actor = resolver.resolve();
			if (known == null) {
				known = actor;
			}
			else if (actor != null) {
				known = known.withSession(actor.session());
			}
			if (known != null && (known.session() != null || known.isSystem())) {
				return known;
			}
		}
		return known;
	}

}
