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
	 * Whether an actor is meant. Of an anonymous one no more is known than its type.
	 */
	static boolean matches(String pattern, Actor actor) {
		if (pattern.equals(ANY) || pattern.equals(actor.type().text() + ":" + ANY)) {
			return true;
		}
		return !actor.isAnonymous() && PatternMatchUtils.simpleMatch(pattern, actor.toString());
	}

}
