package io.refcache.task;

import java.time.Instant;

import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.store.RefId;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TaskListener} is told of a run. Reading one thing costs nothing of the
 * others.
 *
 * @since 0.1.0
 */
public interface TaskEvent {

	/**
	 * The run as the store has it after the step.
	 * @return the same each time
	 */
	TaskInfo task();

	/**
	 * The reference, which need not resolve.
	 * @return the same for all events of a run
	 */
	RefId id();

	/**
	 * The name of the operation.
	 * @return the name
	 */
	default String name() {
		return task().name();
	}

	/**
	 * The state after the step.
	 * @return the state
	 */
	default TaskStatus status() {
		return task().status();
	}

	/**
	 * The number of the last attempt.
	 * @return the number, from 1
	 */
	default int attempt() {
		return task().retryCount() + 1;
	}

	/**
	 * When the run was claimed.
	 * @return the time by the store's clock
	 */
	Instant submittedAt();

	/**
	 * When the body of the last attempt was started.
	 * @return the time by the store's clock; {@code null} if it was not
	 */
	@Nullable Instant startedAt();

	/**
	 * When the run ended, if it had after the step.
	 * @return the time by the store's clock; {@code null} if it goes on
	 */
	default @Nullable Instant endedAt() {
		return task().completedAt();
	}

	/**
	 * Whether the run has ended by now. Another thread may have told of that before this
	 * event.
	 * @return whether nothing more is told of this run
	 */
	boolean hasEnded();

	/**
	 * Whether it runs on an executor, and not on its caller's thread.
	 * @return whether it is a task
	 */
	boolean onExecutor();

	/**
	 * Whether the reference has left the engine.
	 * @return whether somebody may have it
	 */
	boolean published();

	/**
	 * The exception of the body in this step.
	 * @return the exception; {@code null} if there was none
	 */
	@Nullable Throwable failure();

}
