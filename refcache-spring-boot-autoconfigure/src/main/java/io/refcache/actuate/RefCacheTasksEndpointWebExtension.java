package io.refcache.actuate;

import java.time.Duration;
import java.util.Set;

import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} that shows texts to those who may
 * see them.
 */
@EndpointWebExtension(endpoint = RefCacheTasksEndpoint.class)
class RefCacheTasksEndpointWebExtension {

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

	private boolean isShown(SecurityContext securityContext) {
		return this.showValues.isShown(securityContext, this.roles);
	}

}
