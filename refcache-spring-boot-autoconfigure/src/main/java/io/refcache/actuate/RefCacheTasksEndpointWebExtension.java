package io.refcache.actuate;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.refcache.RefNotFoundException;
import io.refcache.RetryRefusedException;
import io.refcache.TaskStatus;
import io.refcache.actuate.RefCacheTasksEndpoint.TaskEndedException;
import io.refcache.task.RunRejectedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} that answers with the statuses of
 * HTTP, and shows texts to those who may see them.
 */
@EndpointWebExtension(endpoint = RefCacheTasksEndpoint.class)
class RefCacheTasksEndpointWebExtension {

	private static final int CONFLICT = 409;

	private final RefCacheTasksEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	RefCacheTasksEndpointWebExtension(RefCacheTasksEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = roles;
	}

	@ReadOperation
	TasksDescriptor tasks(SecurityContext securityContext, @Nullable TaskStatus status, @Nullable String method,
			@Nullable Duration olderThan, @Nullable Integer limit, @Nullable String cursor) {
		return this.delegate.list(status, method, olderThan, limit, cursor, isShown(securityContext));
	}

	@ReadOperation
	@Nullable TaskDescriptor task(SecurityContext securityContext, @Selector String refId) {
		return this.delegate.find(refId, isShown(securityContext));
	}

	@WriteOperation
	WebEndpointResponse<?> change(@Selector String refId, String state) {
		try {
			TaskDescriptor task = this.delegate.change(refId, state);
			return (task != null) ? new WebEndpointResponse<>(task)
					: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
		}
		catch (RefNotFoundException ex) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (TaskEndedException | RetryRefusedException ex) {
			return refusal(ex, CONFLICT);
		}
		catch (RunRejectedException ex) {
			return refusal(ex, WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
		}
	}

	@DeleteOperation
	WebEndpointResponse<Void> remove(@Selector String refId) {
		try {
			this.delegate.remove(refId);
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
		}
		catch (RefNotFoundException ex) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
	}

	private static WebEndpointResponse<?> refusal(RuntimeException reason, int status) {
		return new WebEndpointResponse<>(Map.of("error", String.valueOf(reason.getMessage())), status);
	}

	private boolean isShown(SecurityContext securityContext) {
		return this.showValues.isShown(securityContext, this.roles);
	}

}
