package io.refcache.web;

import java.net.URI;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.refcache.AsyncTaskResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What an answer over HTTP says of a task.
 */
final class TaskAnswers {

	static final String NO_STORE = "no-store";

	private final Function<String, @Nullable URI> locations;

	private final boolean includeMessage;

	/**
	 * Answers with or without addresses.
	 * @param locations the address of a reference that the current request gave rise to;
	 * {@code null} if there is none
	 * @param includeMessage whether messages of exceptions are shown
	 */
	TaskAnswers(Function<String, @Nullable URI> locations, boolean includeMessage) {
		this.locations = locations;
		this.includeMessage = includeMessage;
	}

	AsyncTaskResponse<?> body(AsyncTaskResponse<?> task) {
		return this.includeMessage ? task : task.withoutErrorMessage();
	}

	/**
	 * Sets the headers of an answer to a request whose task goes on. An address that is
	 * set stays.
	 */
	void inProgress(HttpHeaders headers, AsyncTaskResponse<?> task) {
		boolean isSet = headers.getFirst(HttpHeaders.LOCATION) != null;
		inProgress(headers::set, task, isSet ? null : this.locations.apply(task.refId()));
	}

	/**
	 * Gives the headers of an answer to a request whose task goes on to what sets them.
	 */
	void inProgress(BiConsumer<String, String> headers, AsyncTaskResponse<?> task, @Nullable URI location) {
		headers.accept(HttpHeaders.RETRY_AFTER, Integer.toString(task.pollAfterSeconds()));
		headers.accept(HttpHeaders.CACHE_CONTROL, NO_STORE);
		if (location != null) {
			headers.accept(HttpHeaders.LOCATION, location.toASCIIString());
		}
	}

}
