package io.refcache.web;

import io.refcache.AsyncTaskResponse;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Cancels, retries and deletes what references lead to.
 */
@RestController
@RequestMapping("${refcache.web.base-path:/refcache}")
class TaskController extends Refusals {

	private final RefCache refCache;

	private final ReferenceLocations locations;

	private final TaskAnswers answers;

	TaskController(RefCache refCache, ReferenceLocations locations, TaskAnswers answers) {
		super(false);
		this.refCache = refCache;
		this.locations = locations;
		this.answers = answers;
	}

	@PostMapping("/{ref}/cancel")
	ResponseEntity<?> cancel(@PathVariable String ref) {
		if (this.refCache.cancelTask(ref)) {
			return done();
		}
		if (!this.refCache.exists(ref)) {
			throw new RefNotFoundException(ref);
		}
		return answer(HttpStatus.CONFLICT, "The task has ended");
	}

	@PostMapping("/{ref}/retry")
	ResponseEntity<?> retry(@PathVariable String ref, HttpServletRequest request) {
		AsyncTaskResponse<?> task = this.refCache.retryTask(ref);
		return ResponseEntity.accepted()
			.headers((headers) -> this.answers.inProgress(headers::set, task, this.locations.of(ref, null, request)))
			.contentType(MediaType.APPLICATION_JSON)
			.body(this.answers.body(task));
	}

	@DeleteMapping("/{ref}")
	ResponseEntity<?> delete(@PathVariable String ref) {
		if (!this.refCache.delete(ref)) {
			throw new RefNotFoundException(ref);
		}
		return done();
	}

	private static ResponseEntity<?> done() {
		return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
	}

}
