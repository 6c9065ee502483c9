package io.refcache.web;

import java.util.Locale;

import io.refcache.CircularReferenceException;
import io.refcache.InvalidReferenceException;
import io.refcache.MissingContextValueException;
import io.refcache.RefAccessDeniedException;
import io.refcache.RefCacheException;
import io.refcache.RefComputationException;
import io.refcache.RefNotFoundException;
import io.refcache.ReferenceTypeException;
import io.refcache.ReferenceWithoutValueException;
import io.refcache.RetryRefusedException;
import io.refcache.TaskCancelledException;
import io.refcache.TaskTimeoutException;
import io.refcache.ValueTooLargeException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers for controllers that were refused something, or whose task came to a bad end.
 * It comes last: an application that knows better has its own say.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class RefusalAdvice {

	private final boolean includeMessage;

	RefusalAdvice(boolean includeMessage) {
		this.includeMessage = includeMessage;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> notFound(RefNotFoundException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND,
				"No value or task found for this reference; it may have expired"));
	}

	@ExceptionHandler({ RefAccessDeniedException.class, MissingContextValueException.class })
	ResponseEntity<ProblemDetail> denied(RefCacheException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, ex.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> invalidReference(InvalidReferenceException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> circularReference(CircularReferenceException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> referenceType(ReferenceTypeException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"Reference '%s' leads to a value of another type than is asked for".formatted(ex.getRefId())));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> withoutValue(ReferenceWithoutValueException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> retryRefused(RetryRefusedException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.getMessage());
		problem.setProperty("reason", ex.getReason().name().toLowerCase(Locale.ROOT));
		return answer(problem);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> cancelled(TaskCancelledException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
				"The task was cancelled; repeat the request to start it again"));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> tooLarge(ValueTooLargeException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> timedOut(TaskTimeoutException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The task was stopped, for it ran longer than it may (%s)".formatted(ex.getTimeout())));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> failed(RefComputationException ex) {
		String text = (this.includeMessage ? ex.getError() : ex.getError().withoutMessage()).text();
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, "Task failed: " + text));
	}

	private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
		return ResponseEntity.status(problem.getStatus())
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(problem);
	}

}
