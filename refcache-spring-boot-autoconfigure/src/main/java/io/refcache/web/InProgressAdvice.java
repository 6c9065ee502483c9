package io.refcache.web;

import io.refcache.AsyncTaskResponse;
import io.refcache.TaskInProgressException;
import io.refcache.task.RunRejectedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers for controllers whose call is still running, or could not be taken, on Spring
 * MVC as on WebFlux.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class InProgressAdvice {

	private static final String RETRY_SECONDS = "2";

	private final TaskAnswers answers;

	InProgressAdvice(TaskAnswers answers) {
		this.answers = answers;
	}

	@ExceptionHandler
	ResponseEntity<AsyncTaskResponse<?>> inProgress(TaskInProgressException ex) {
		AsyncTaskResponse<?> task = ex.getResponse();
		return ResponseEntity.accepted()
			.headers((headers) -> this.answers.inProgress(headers, task))
			.contentType(MediaType.APPLICATION_JSON)
			.body(this.answers.body(task));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> rejected(RunRejectedException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The server takes no more work at the moment; try again later");
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(problem);
	}

}
