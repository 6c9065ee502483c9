package io.refcache.mcp;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.refcache.Actor;
import io.refcache.access.ActorResolver;
import org.jspecify.annotations.Nullable;

/**
 * The agent whose tool call is served on the current thread: whoever is known there
 * otherwise, in the session of the conversation.
 */
final class AgentResolver implements ActorResolver {

	/** An agent of whom nothing is known. */
	static final Actor NOBODY = new Actor(Actor.Type.AGENT, null, null, Map.of());

	private final Supplier<List<ActorResolver>> others;

	AgentResolver(Supplier<List<ActorResolver>> others) {
		this.others = others;
	}

	@Override
	public @Nullable Actor resolve() {
		McpCall call = McpCall.current();
		return (call != null) ? call.actor() : null;
	}

	/**
	 * Who makes a call that has just come in on this thread.
	 * @param session the session of the conversation; {@code null} if there is none, when
	 * the name of who is known is all that tells conversations apart
	 */
	Actor agent(@Nullable String session) {
		for (ActorResolver other : this.others.get()) {
			Actor known = (other != this) ? other.resolve() : null;
			if (known != null && !known.isAnonymous() && !known.isSystem()) {
				String own = (session != null) ? known.id() + "@" + session : known.id();
				return new Actor(Actor.Type.AGENT, known.id(), own, known.attributes());
			}
		}
		return NOBODY.withSession(session);
	}

}
