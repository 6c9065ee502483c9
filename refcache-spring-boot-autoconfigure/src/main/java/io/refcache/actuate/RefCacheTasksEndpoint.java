package io.refcache.actuate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.refcache.Actor;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import io.refcache.RetryRefusedException;
import io.refcache.TaskStatus;
import io.refcache.task.TaskQuery;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that lists, shows, cancels, retries and removes tasks, of
 * whomever they are. What changes them needs
 * {@code management.endpoint.refcachetasks.access=unrestricted}.
 */
@Endpoint(id = "refcachetasks", defaultAccess = Access.READ_ONLY)
class RefCacheTasksEndpoint {

	static final int DEFAULT_LIMIT = 50;

	private final TaskRegistry tasks;

	private final RefCache refCache;

	private final InstantSource clock;

	private final Show showValues;

	RefCacheTasksEndpoint(TaskRegistry tasks, RefCache refCache, InstantSource clock, Show showValues) {
		this.tasks = tasks;
		this.refCache = refCache.as(Actor.SYSTEM);
		this.clock = clock;
		this.showValues = showValues;
	}

	@ReadOperation
	TasksDescriptor tasks(@Nullable TaskStatus status, @Nullable String method, @Nullable Duration olderThan,
			@Nullable Integer limit, @Nullable String cursor) {
		return list(status, method, olderThan, limit, cursor, this.showValues == Show.ALWAYS);
	}

	TasksDescriptor list(@Nullable TaskStatus status, @Nullable String method, @Nullable Duration olderThan,
			@Nullable Integer limit, @Nullable String cursor, boolean withTexts) {
		try {
			Instant before = (olderThan != null) ? this.clock.instant().minus(Ages.notNegative("olderThan", olderThan))
					: null;
			TaskQuery query = new TaskQuery(status, method, before, cursor, (limit != null) ? limit : DEFAULT_LIMIT);
			return TasksDescriptor.of(this.tasks.list(query), withTexts);
		}
		catch (IllegalArgumentException | ArithmeticException | DateTimeException ex) {
			String reason = String.valueOf(ex.getMessage());
			throw new InvalidEndpointRequestException(reason, reason, ex);
		}
	}

	@ReadOperation
	@Nullable TaskDescriptor task(@Selector String refId) {
		return find(refId, this.showValues == Show.ALWAYS);
	}

	@Nullable TaskDescriptor find(String refId, boolean withTexts) {
		return this.tasks.find(refId).map((task) -> TaskDescriptor.of(task, withTexts)).orElse(null);
	}

	/**
	 * Cancels a task, or runs it again.
	 * @return the task; {@code null} if it went with its end
	 * @throws RefNotFoundException if it is not there
	 * @throws TaskEndedException if it cannot be cancelled any more
	 * @throws RetryRefusedException if it cannot be run again
	 */
	@WriteOperation
	@Nullable TaskDescriptor change(@Selector String refId, String state) {
		return switch (state) {
			case "cancelled" -> cancel(refId);
			case "pending" -> TaskDescriptor.of(this.tasks.retry(refId), false);
			default -> throw new InvalidEndpointRequestException("Unknown state '%s'".formatted(state),
					"'state' must be 'cancelled' or 'pending', not '%s'".formatted(state));
		};
	}

	private @Nullable TaskDescriptor cancel(String refId) {
		boolean cancelled = this.tasks.cancel(refId);
		TaskDescriptor task = find(refId, false);
		if (cancelled) {
			return task;
		}
		throw (task != null) ? new TaskEndedException(refId) : new RefNotFoundException(refId);
	}

	/**
	 * Removes a task, which is cancelled first if it has not ended.
	 * @throws RefNotFoundException if it is not there
	 */
	@DeleteOperation
	void remove(@Selector String refId) {
		if (!this.refCache.delete(refId)) {
			throw new RefNotFoundException(refId);
		}
	}

	/**
	 * It is too late to cancel a task.
	 */
	static final class TaskEndedException extends IllegalStateException {

		private static final long serialVersionUID = 1L;

		TaskEndedException(String refId) {
			super("Task '%s' has ended".formatted(refId));
		}

	}

}
