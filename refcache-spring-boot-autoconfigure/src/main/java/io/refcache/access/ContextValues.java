package io.refcache.access;

import java.util.Set;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What placeholders in namespaces and owners stand for. A bean of this type takes the
 * place of the values that an actor itself has.
 *
 * @since 0.1.0
 */
public interface ContextValues {

	/**
	 * The placeholders that there may be. Others are refused when the application starts.
	 * @return their names, without braces
	 */
	default Set<String> names() {
		return ActorValues.NAMES;
	}

	/**
	 * The value of a placeholder.
	 * @param name its name, without braces
	 * @param actor who calls, from an authenticated source
	 * @return the value; {@code null} or empty if there is none, which is an error of the
	 * call
	 */
	@Nullable String value(String name, Actor actor);

	/**
	 * The values that an actor itself has: {@code user_id}, {@code agent_id} and
	 * {@code session_id}, and of its attributes {@code org_id}, {@code tenant_id} and
	 * {@code client_id}.
	 * @return values without state
	 */
	static ContextValues create() {
		return ActorValues.INSTANCE;
	}

}
