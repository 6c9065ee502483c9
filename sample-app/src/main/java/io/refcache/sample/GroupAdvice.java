package io.refcache.sample;

import io.refcache.sample.audit.InvalidGroupException;
import io.refcache.sample.audit.UnknownGroupException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers for groups that cannot be audited.
 */
@RestControllerAdvice
class GroupAdvice {

	@ExceptionHandler
	ProblemDetail invalid(InvalidGroupException ex) {
		return problem(HttpStatus.BAD_REQUEST, "Invalid group", ex);
	}

	@ExceptionHandler
	ProblemDetail unknown(UnknownGroupException ex) {
		return problem(HttpStatus.NOT_FOUND, "Unknown group", ex);
	}

	private static ProblemDetail problem(HttpStatus status, String title, RuntimeException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, ex.getMessage());
		problem.setTitle(title);
		problem.setProperty("parameter", "group");
		return problem;
	}

}
