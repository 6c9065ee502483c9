package io.refcache.web;

import java.net.URI;

import io.refcache.AsyncTaskResponse;
import io.refcache.RefResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What a poll is answered over HTTP.
 */
final class ReferenceAnswers {

	private final TaskAnswers tasks;

	ReferenceAnswers(TaskAnswers tasks) {
		this.tasks = tasks;
	}

	/**
	 * The answer to a poll.
	 * @param response what is known of the reference
	 * @param self where it is polled
	 * @param back where a complete one leads back to; {@code null} for nowhere
	 */
	ResponseEntity<Object> of(RefResponse<?> response, URI self, @Nullable WayBack back) {
		if (!(response instanceof AsyncTaskResponse<?> task)) {
			return ok(response);
		}
		return switch (task.status()) {
			case PENDING, PROCESSING -> inProgress(task, self);
			case COMPLETE -> (back != null) ? seeOther(back.target()) : ok(this.tasks.body(task));
			case FAILED, CANCELLED -> ok(this.tasks.body(task));
		};
	}

	private ResponseEntity<Object> inProgress(AsyncTaskResponse<?> task, URI self) {
		return ResponseEntity.accepted()
			.headers((headers) -> this.tasks.inProgress(headers::set, task, self))
			.contentType(MediaType.APPLICATION_JSON)
			.body(this.tasks.body(task));
	}

	/**
	 * The body of an answer that is neither flushed nor written in chunks, as that of a
	 * {@link ResponseEntity} is: most polls are of this kind. All else is set here, for
	 * an advice of the application may wrap the body.
	 */
	Object inProgress(AsyncTaskResponse<?> task, URI self, HttpServletResponse response) {
		this.tasks.inProgress(response::setHeader, task, self);
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setStatus(HttpStatus.ACCEPTED.value());
		return this.tasks.body(task);
	}

	/**
	 * The answer to a poll, without its status and headers.
	 */
	Object body(RefResponse<?> response) {
		return (response instanceof AsyncTaskResponse<?> task) ? this.tasks.body(task) : response;
	}

	private static ResponseEntity<Object> seeOther(URI back) {
		return ResponseEntity.status(HttpStatus.SEE_OTHER).location(back).cacheControl(CacheControl.noStore()).build();
	}

	private static ResponseEntity<Object> ok(Object body) {
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.body(body);
	}

}
