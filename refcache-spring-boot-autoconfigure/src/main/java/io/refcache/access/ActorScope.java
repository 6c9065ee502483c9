package io.refcache.access;

import java.util.Objects;
import java.util.concurrent.Callable;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Lets code act for somebody, such as a job that does so without a request. Inside, calls
 * of annotated methods and of {@link io.refcache.RefCache} are that actor's, whatever
 * else is known on the thread.
 * <p>
 * A computation acts as whoever started it: where it is to act as somebody else, it says
 * so with a scope of its own. Scopes are of one thread, and closed in the reverse order.
 *
 * @since 0.1.0
 */
public final class ActorScope implements AutoCloseable {

	private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

	private final @Nullable Actor outer;

	private ActorScope(@Nullable Actor outer) {
		this.outer = outer;
	}

	/**
	 * Acts for an actor until the scope is closed.
	 * @param actor who acts
	 * @return the scope
	 */
	public static ActorScope open(Actor actor) {
		Objects.requireNonNull(actor, "'actor' must not be null");
		ActorScope scope = new ActorScope(CURRENT.get());
		CURRENT.set(actor);
		return scope;
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
		ActorScope scope = open(actor);
		try {
			return callable.call();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Runs as an actor.
	 * @param actor who acts
	 * @param runnable what is run
	 */
	public static void run(Actor actor, Runnable runnable) {
		ActorScope scope = open(actor);
		try {
			runnable.run();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Who acts on the current thread by the innermost scope.
	 * @return the actor; {@code null} outside of scopes
	 */
	public static @Nullable Actor current() {
		return CURRENT.get();
	}

	@Override
	public void close() {
		if (this.outer != null) {
			CURRENT.set(this.outer);
		}
		else {
			CURRENT.remove();
		}
	}

}
