package io.refcache.access;

import java.util.Set;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Values of placeholders that an actor itself has.
 */
final class ActorValues implements ContextValues {

	static final Set<String> NAMES = Set.of("user_id", "agent_id", "session_id", Actor.ORG_ID, Actor.TENANT_ID,
			Actor.CLIENT_ID);

	static final ActorValues INSTANCE = new ActorValues();

	private ActorValues() {
	}

	@Override
	public @Nullable String value(String name, Actor actor) {
		return switch (name) {
			case "user_id" -> (actor.type() == Actor.Type.USER) ? actor.id() : null;
			case "agent_id" -> (actor.type() == Actor.Type.AGENT) ? actor.id() : null;
			case "session_id" -> actor.session();
			default -> actor.attributes().get(name);
		};
	}

}
