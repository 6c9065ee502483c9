package io.refcache.web;

import io.refcache.Actor;
import io.refcache.access.ActorResolver;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * A user without a name, in the session of the current request if there is one already.
 */
final class RequestActorResolver implements ActorResolver {

	@Override
	public boolean knowsAgents() {
		return false;
	}

	@Override
	public @Nullable Actor resolve() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return null;
		}
		HttpSession session = attributes.getRequest().getSession(false);
		return (session != null) ? Actor.ANONYMOUS.withSession(session.getId()) : Actor.ANONYMOUS;
	}

}
