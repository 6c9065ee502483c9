package io.refcache.access;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Tells who calls on the current thread. Beans of this type are asked in their order; the
 * first that knows decides, and if it knows no session, the first of the others that does
 * adds it. Beans of the application come before those of refcache, unless ordered
 * otherwise. If none knows, the application's own code is calling.
 * <p>
 * <b>Threads.</b> It is asked on the thread of the caller, and on that of a computation
 * for calls that it makes. <b>Speed.</b> It is asked on every call that is not open to
 * everybody: it must not block. <b>Exceptions.</b> What it throws reaches the caller, who
 * gets nothing else.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ActorResolver {

	/**
	 * Who calls.
	 * @return the actor; {@code null} if that is not known here
	 */
	@Nullable Actor resolve();

	/**
	 * Whether it may ever answer with an agent. Where no resolver does, nobody is asked
	 * for whether the texts that a call passes are references.
	 * @return {@code false} if all that it knows are users; the default is {@code true}
	 */
	default boolean knowsAgents() {
		return true;
	}

}
