package io.refcache.task;

import java.time.Instant;

import io.refcache.TaskInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TaskListener} is told of a run.
 *
 * @param task the run as the store has it after the step
 * @param submittedAt when the run was claimed
 * @param onExecutor whether it runs on an executor, and not on its caller's thread
 * @param published whether the reference has left the engine
 * @param failure the exception of the body, if there was one in this step
 * @since 0.1.0
 */
public record TaskEvent(TaskInfo task, Instant submittedAt, boolean onExecutor, boolean published,
		@Nullable Throwable failure) {

}
