package io.refcache.actuate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.refcache.Actor;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import io.refcache.RetryRefusedException;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.task.RunRejectedException;
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
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@link Endpoint @Endpoint} that lists, shows, cancels, retries and removes tasks, of
 * whomever they are. What changes them needs
 * {@code management.endpoint.refcachetasks.access=unrestricted}.
 */
@Endpoint(id = "refcachetasks", defaultAccess = Access.READ_ONLY)
class RefCacheTasksEndpoint {

	static final int DEFAULT_LIMIT = 50;

	private static final int CONFLICT = 409;

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
			Instant before = (olderThan != null) ? this.clock.instant().minus(olderThan) : null;
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

	@WriteOperation
	WebEndpointResponse<?> change(@Selector String refId, String state) {
		return switch (state) {
			case "cancelled" -> cancel(refId);
			case "pending" -> retry(refId);
			default -> throw new InvalidEndpointRequestException("Unknown state '%s'".formatted(state),
					"'state' must be 'cancelled' or 'pending', not '%s'".formatted(state));
		};
	}

	private WebEndpointResponse<?> cancel(String refId) {
		boolean cancelled = this.tasks.cancel(refId);
		TaskInfo task = this.tasks.find(refId).orElse(null);
		if (task == null && !cancelled) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		if (!cancelled) {
			return conflict("Task '%s' has ended".formatted(refId));
		}
		return (task != null) ? new WebEndpointResponse<>(TaskDescriptor.of(task, false))
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
	}

	private WebEndpointResponse<?> retry(String refId) {
		try {
			return new WebEndpointResponse<>(TaskDescriptor.of(this.tasks.retry(refId), false));
		}
		catch (RefNotFoundException ex) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (RetryRefusedException ex) {
			return conflict(String.valueOf(ex.getMessage()));
		}
		catch (RunRejectedException ex) {
			return new WebEndpointResponse<>(Map.of("error", String.valueOf(ex.getMessage())),
					WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
		}
	}

	@DeleteOperation
	WebEndpointResponse<Void> remove(@Selector String refId) {
		return new WebEndpointResponse<>(this.refCache.delete(refId) ? WebEndpointResponse.STATUS_NO_CONTENT
				: WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static WebEndpointResponse<?> conflict(String reason) {
		return new WebEndpointResponse<>(Map.of("error", reason), CONFLICT);
	}

}
