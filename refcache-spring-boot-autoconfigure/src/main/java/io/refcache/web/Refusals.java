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
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Problem details for who was refused something, or whose task came to a bad end.
 */
abstract class Refusals {

	private static final String UNKNOWN = "No value or task found for this reference; it may have expired";

	private final boolean includeMessage;

	Refusals(boolean includeMessage) {
		this.includeMessage = includeMessage;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> notFound(RefNotFoundException ex) {
		return answer(unknown());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> wrongParameter(WrongParameterException ex) {
		return answer(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	@ExceptionHandler({ RefAccessDeniedException.class, MissingContextValueException.class })
	ResponseEntity<ProblemDetail> denied(RefCacheException ex) {
		return answer(HttpStatus.FORBIDDEN, ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> invalidReference(InvalidReferenceException ex) {
		return answer(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> circularReference(CircularReferenceException ex) {
		return answer(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> referenceType(ReferenceTypeException ex) {
		return answer(HttpStatus.BAD_REQUEST,
				"Reference '%s' leads to a value of another type than is asked for".formatted(ex.getRefId()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> withoutValue(ReferenceWithoutValueException ex) {
		return answer(HttpStatus.CONFLICT, ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> retryRefused(RetryRefusedException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.getMessage());
		problem.setProperty("reason", ex.getReason().name().toLowerCase(Locale.ROOT));
		return answer(problem);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> cancelled(TaskCancelledException ex) {
		return answer(HttpStatus.CONFLICT, "The task was cancelled; repeat the request to start it again");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> tooLarge(ValueTooLargeException ex) {
		return answer(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> timedOut(TaskTimeoutException ex) {
		return answer(HttpStatus.SERVICE_UNAVAILABLE,
				"The task was stopped, for it ran longer than it may (%s)".formatted(ex.getTimeout()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> failed(RefComputationException ex) {
		String text = (this.includeMessage ? ex.getError() : ex.getError().withoutMessage()).text();
		return answer(HttpStatus.INTERNAL_SERVER_ERROR, "Task failed: " + text);
	}

	/**
	 * What is said of a reference that is not there, or that its reader must not know of.
	 */
	static ProblemDetail unknown() {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, UNKNOWN);
	}

	static ResponseEntity<ProblemDetail> answer(HttpStatus status, @Nullable String detail) {
		return answer(ProblemDetail.forStatusAndDetail(status, detail));
	}

	private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
		return ResponseEntity.status(problem.getStatus())
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(problem);
	}

}
