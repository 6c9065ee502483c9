package io.refcache.access;

import java.util.Objects;
import java.util.concurrent.Callable;

import io.refcache.Actor;
import io.refcache.TaskContext;
import io.refcache.TaskContextHolder;
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

	private static final ThreadLocal<@Nullable ActorScope> CURRENT = new ThreadLocal<>();

	private final @Nullable ActorScope outer;

	private final Actor actor;

	private final @Nullable TaskContext context = TaskContextHolder.get();

	private ActorScope(@Nullable ActorScope outer, Actor actor) {
		this.outer = outer;
		this.actor = actor;
	}

	/**
	 * Acts for an actor until the scope is closed.
	 * @param actor who acts
	 * @return the scope
	 */
	public static ActorScope open(Actor actor) {
		Objects.requireNonNull(actor, "'actor' must not be null");
		ActorScope scope = new ActorScope(CURRENT.get(), actor);
		CURRENT.set(scope);
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
	 * Who acts on the current thread by the innermost scope. A scope does not reach into
	 * what another computation lets this thread do.
	 * @return the actor; {@code null} outside of scopes
	 */
	public static @Nullable Actor current() {
		ActorScope scope = CURRENT.get();
		if (scope == null) {
			return null;
		}
		TaskContext context = TaskContextHolder.get();
		return (context == null || context == scope.context) ? scope.actor : null;
	}

	@Override
	public void close() {
		// Not removed if there is none: whoever asks next would make an entry again.
		CURRENT.set(this.outer);
	}

}
