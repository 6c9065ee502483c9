package io.refcache.web;

import java.net.URI;

import io.refcache.AsyncTaskResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * What an answer over HTTP says of a task.
 */
final class TaskAnswers {

	private final @Nullable ReferenceLocations locations;

	private final boolean includeMessage;

	/**
	 * Answers with or without addresses.
	 * @param locations the addresses; {@code null} if the endpoint is off
	 * @param includeMessage whether messages of exceptions are shown
	 */
	TaskAnswers(@Nullable ReferenceLocations locations, boolean includeMessage) {
		this.locations = locations;
		this.includeMessage = includeMessage;
	}

	AsyncTaskResponse<?> body(AsyncTaskResponse<?> task) {
		return this.includeMessage ? task : task.withoutErrorMessage();
	}

	/**
	 * Sets the headers of an answer to a request whose task goes on.
	 */
	void inProgress(HttpHeaders headers, AsyncTaskResponse<?> task, HttpServletRequest request) {
		inProgress(headers, task, (this.locations != null) ? this.locations.of(task.refId(), request) : null);
	}

	void inProgress(HttpHeaders headers, AsyncTaskResponse<?> task, @Nullable URI location) {
		headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(task.pollAfterSeconds()));
		headers.setCacheControl(CacheControl.noStore());
		if (location != null) {
			headers.setLocation(location);
		}
	}

}
