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
		return this.nesting.origin() != null;
	}

	/**
	 * Who calls: whom the code acts for, else whoever started the computation that calls,
	 * whatever is known on its thread, else whoever is known there, else the
	 * application's own code.
	 */
	Actor current() {
		Actor scoped = ActorScope.current();
		if (scoped != null) {
			return scoped;
		}
		Run origin = this.nesting.origin();
		if (origin != null) {
			return origin.call().actor();
		}
		Actor known = resolve();
		return (known != null) ? known : Actor.SYSTEM;
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
