package io.refcache.access;

import io.refcache.Actor;
import org.springframework.util.PatternMatchUtils;

/**
 * Patterns of actors in the lists of a policy: {@code *}, {@code user:*},
 * {@code agent:crawler-*}.
 */
final class ActorPattern {

	private static final String ANY = "*";

	private ActorPattern() {
	}

	/**
	 * Checks a pattern.
	 * @param pattern the pattern
	 * @return the same pattern
	 */
	static String check(String pattern) {
		boolean typed = pattern.startsWith("user:") || pattern.startsWith("agent:");
		if (!pattern.equals(ANY) && (!typed || pattern.endsWith(":"))) {
			throw new IllegalArgumentException(
					"'%s' is no pattern of actors: write '*', 'user:<id>' or 'agent:<id>', where '*' in an id stands for any characters"
						.formatted(pattern));
		}
		return pattern;
	}

	/**
	 * Whether an actor is allowed by a pattern. Nobody in particular is allowed only what
	 * anybody is.
	 */
	static boolean allows(String pattern, Actor actor) {
		return pattern.equals(ANY)
				|| (!actor.isAnonymous() && PatternMatchUtils.simpleMatch(pattern, actor.toString()));
	}

	/**
	 * Whether an actor is denied by a pattern. Who denies all users denies those without
	 * a name as well.
	 */
	static boolean denies(String pattern, Actor actor) {
		return allows(pattern, actor) || pattern.equals(actor.type().text() + ":" + ANY);
	}

}
