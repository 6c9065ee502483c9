package io.refcache.web;

import java.net.URI;

import io.refcache.AsyncTaskResponse;
import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.ValueTooLargeException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves references: the state of a task while it runs, then its value if that is
 * exposed, otherwise the way back to the request that it came from.
 */
@RestController
@RequestMapping("${refcache.web.base-path:/refcache}")
class ReferenceController {

	private final RefCache refCache;

	private final ReferenceLocations locations;

	private final TaskAnswers answers;

	ReferenceController(RefCache refCache, ReferenceLocations locations, TaskAnswers answers) {
		this.refCache = refCache;
		this.locations = locations;
		this.answers = answers;
	}

	@GetMapping("/{ref}")
	ResponseEntity<Object> get(@PathVariable String ref, @RequestParam(required = false) @Nullable String from,
			@RequestParam(required = false) @Nullable String page,
			@RequestParam(name = "page_size", required = false) @Nullable String pageSize,
			@RequestParam(name = "max_size", required = false) @Nullable String maxSize,
			@RequestParam(required = false) @Nullable String full, HttpServletRequest request) {
		ReadOptions options;
		try {
			options = new ReadParameters(page, pageSize, maxSize, full).toOptions();
		}
		catch (IllegalArgumentException ex) {
			return problem(HttpStatus.BAD_REQUEST, ReadParameters.asInQuery(String.valueOf(ex.getMessage())));
		}
		RefResponse<?> response;
		try {
			response = this.refCache.get(ref, options);
		}
		catch (ValueTooLargeException ex) {
			return problem(HttpStatus.BAD_REQUEST, String.valueOf(ex.getMessage()));
		}
		catch (RefNotFoundException ex) {
			return problem(HttpStatus.NOT_FOUND, "No value or task found for this reference; it may have expired");
		}
		URI back = (from != null) ? this.locations.wayBack(from, request) : null;
		if (from != null && back == null) {
			return problem(HttpStatus.BAD_REQUEST, "'from' must be a path of this server, beginning with one '/'");
		}
		return (response instanceof AsyncTaskResponse<?> task) ? task(task, back, request) : ok(response);
	}

	/**
	 * A value that cannot be written has no representation to offer.
	 */
	@ExceptionHandler
	ResponseEntity<Object> notWritable(HttpMessageNotWritableException ex) {
		return problem(HttpStatus.NOT_ACCEPTABLE, "The value of this reference cannot be written as JSON");
	}

	private ResponseEntity<Object> task(AsyncTaskResponse<?> task, @Nullable URI back, HttpServletRequest request) {
		return switch (task.status()) {
			case PENDING, PROCESSING -> inProgress(task, back, request);
			case COMPLETE -> (back != null) ? seeOther(back) : ok(this.answers.body(task));
			case FAILED, CANCELLED -> ok(this.answers.body(task));
		};
	}

	private ResponseEntity<Object> inProgress(AsyncTaskResponse<?> task, @Nullable URI back,
			HttpServletRequest request) {
		URI self = this.locations.of(task.refId(), (back != null) ? back.toString() : null, request);
		return ResponseEntity.accepted()
			.headers((headers) -> this.answers.inProgress(headers, task, self))
			.contentType(MediaType.APPLICATION_JSON)
			.body(this.answers.body(task));
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

	private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
		return ResponseEntity.status(status)
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(ProblemDetail.forStatusAndDetail(status, detail));
	}

}
