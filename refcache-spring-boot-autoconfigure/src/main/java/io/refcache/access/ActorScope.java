package io.refcache.access;

import java.util.concurrent.Callable;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Lets code act for somebody, such as a job that does so without a request. Inside, calls
 * of annotated methods and of {@link io.refcache.RefCache} are that actor's, whatever
 * else is known on the thread.
 *
 * @since 0.1.0
 */
public final class ActorScope {

	private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

	private ActorScope() {
	}

	/**
	 * Calls as an actor.
	 * @param <T> the type of the result
	 * @param actor who acts
	 * @param callable what is called
	 * @return its result
	 * @throws Exception what it threw
	 */
	public static <T extends @Nullable Object> T call(Actor actor, Callable<T> callable) throws Exception {
		Actor outer = enter(actor);
		try {
			return callable.call();
		}
		finally {
			leave(outer);
		}
	}

	/**
	 * Runs as an actor.
	 * @param actor who acts
	 * @param runnable what is run
	 */
	public static void run(Actor actor, Runnable runnable) {
		Actor outer = enter(actor);
		try {
			runnable.run();
		}
		finally {
			leave(outer);
		}
	}

	/**
	 * Who acts on the current thread by the innermost scope.
	 * @return the actor; {@code null} outside of scopes
	 */
	public static @Nullable Actor current() {
		return CURRENT.get();
	}

	private static @Nullable Actor enter(Actor actor) {
		if (actor == null) {
			throw new IllegalArgumentException("'actor' must not be null");
		}
		Actor outer = CURRENT.get();
		CURRENT.set(actor);
		return outer;
	}

	private static void leave(@Nullable Actor outer) {
		if (outer != null) {
			CURRENT.set(outer);
		}
		else {
			CURRENT.remove();
		}
	}

}
