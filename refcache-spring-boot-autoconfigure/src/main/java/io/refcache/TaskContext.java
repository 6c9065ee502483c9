package io.refcache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * What a computation knows of itself while it runs. A parameter of this type of a
 * {@link RefCached} method is filled in by refcache; {@link #current()} gives the same
 * without a parameter. May be used from any thread.
 *
 * @since 0.1.0
 */
public interface TaskContext extends ProgressCallback {

	/**
	 * The context of code that is no computation: it reports to nobody, and nothing ends
	 * it.
	 */
	TaskContext NONE = new NoTaskContext();

	/**
	 * The context of the computation that the calling thread works for: the thread that
	 * runs the body, and those to which the context was taken along, as with
	 * {@link #wrap(Runnable)} or by Micrometer's context propagation.
	 * @return the context; {@link #NONE} outside a computation
	 */
	static TaskContext current() {
		TaskContext context = TaskContextHolder.get();
		return (context != null) ? context : NONE;
	}

	/**
	 * The reference of the computation. To ask for it publishes it: from then on it
	 * resolves until its retention is over, whatever comes of the computation.
	 * @return the reference; {@code null} outside a computation
	 */
	@Nullable String refId();

	/**
	 * Name of the operation.
	 * @return the name; empty outside a computation
	 */
	String name();

	/**
	 * Number of this attempt.
	 * @return the number, from 1; 0 outside a computation
	 */
	int attempt();

	/**
	 * Whether nobody wants the result of this attempt any more: the task was cancelled,
	 * ran out of time, or was ended by a shutdown. What the body returns then is thrown
	 * away.
	 * @return whether the body should stop
	 */
	boolean isCancelled();

	/**
	 * Stops a body whose result nobody wants.
	 * @throws TaskCancelledException if {@link #isCancelled()}
	 */
	void throwIfCancelled();

	/**
	 * What is left of the {@code executionTimeout}.
	 * @return the time, zero if it is over; empty if there is no such timeout
	 */
	Optional<Duration> remainingTime();

	/**
	 * Takes this context along to another thread.
	 * @param task what runs there
	 * @return the task, with this context as the {@linkplain #current() current} one
	 */
	default Runnable wrap(Runnable task) {
		return () -> {
			TaskContext previous = TaskContextHolder.set(this);
			try {
				task.run();
			}
			finally {
				TaskContextHolder.set(previous);
			}
		};
	}

	/**
	 * Takes this context along to another thread.
	 * @param <T> type of the result
	 * @param task what runs there
	 * @return the task, with this context as the {@linkplain #current() current} one
	 */
	default <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
		return () -> {
			TaskContext previous = TaskContextHolder.set(this);
			try {
				return task.call();
			}
			finally {
				TaskContextHolder.set(previous);
			}
		};
	}

}
