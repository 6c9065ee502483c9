package io.refcache.web;

import java.net.URI;
import java.time.Duration;

import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.ValueTooLargeException;
import io.refcache.engine.RefCacheEngine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
 * exposed, otherwise the way back to the request that it came from. A client may wait for
 * the end, or have each change sent.
 */
@RestController
@RequestMapping("${refcache.web.base-path:/refcache}")
class ReferenceController {

	private final RefCacheEngine engine;

	private final ReferenceLocations locations;

	private final ReferenceAnswers answers;

	private final Watchers watchers;

	private final Duration maxWait;

	/**
	 * A controller.
	 * @param engine the engine
	 * @param locations the addresses of references
	 * @param answers makes answers
	 * @param watchers the clients that wait
	 * @param maxWait how long one waits at most
	 */
	ReferenceController(RefCacheEngine engine, ReferenceLocations locations, ReferenceAnswers answers,
			Watchers watchers, Duration maxWait) {
		this.engine = engine;
		this.locations = locations;
		this.answers = answers;
		this.watchers = watchers;
		this.maxWait = maxWait;
	}

	@GetMapping("/{ref}")
	Object get(@PathVariable String ref, @RequestParam(required = false) @Nullable String from,
			@RequestParam(required = false) @Nullable String page,
			@RequestParam(name = "page_size", required = false) @Nullable String pageSize,
			@RequestParam(name = "max_size", required = false) @Nullable String maxSize,
			@RequestParam(required = false) @Nullable String full, HttpServletRequest request,
			HttpServletResponse response) {
		RefCache refCache = refCache();
		ReadOptions options;
		RefResponse<?> now;
		Poll poll;
		try {
			options = new ReadParameters(page, pageSize, maxSize, full).toOptions();
			now = refCache.get(ref, options);
			poll = poll(refCache, ref, options, from, request);
		}
		catch (IllegalArgumentException ex) {
			return ReferenceAnswers.problem(HttpStatus.BAD_REQUEST,
					ReadParameters.asInQuery(String.valueOf(ex.getMessage())));
		}
		catch (ValueTooLargeException ex) {
			return ReferenceAnswers.problem(HttpStatus.BAD_REQUEST, String.valueOf(ex.getMessage()));
		}
		catch (RefNotFoundException ex) {
			return ReferenceAnswers.notFound();
		}
		response.addHeader(HttpHeaders.VARY, Preference.PREFER);
		Duration wait = Preference.of(request).upTo(this.maxWait);
		if (wait.isZero() || Poll.isOver(now)) {
			return poll.answer(now);
		}
		LongPoll waiting = new LongPoll(this.watchers, poll, wait);
		return this.watchers.add(waiting) ? waiting.start(this.engine.tasks()) : poll.answer(now);
	}

	@GetMapping(path = "/{ref}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Object events(@PathVariable String ref, HttpServletRequest request) {
		RefCache refCache = refCache();
		if (!refCache.exists(ref)) {
			return ReferenceAnswers.notFound();
		}
		Poll poll = poll(refCache, ref, ReadOptions.DEFAULTS.withExposedOnly(), null, request);
		TaskStream stream = new TaskStream(this.watchers, poll, this.answers);
		if (!this.watchers.add(stream)) {
			return ReferenceAnswers.problem(HttpStatus.SERVICE_UNAVAILABLE,
					"The server tells no more clients of tasks at the moment; poll instead");
		}
		return ResponseEntity.ok()
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.header("X-Accel-Buffering", "no")
			.body(stream.start(this.engine.tasks()));
	}

	/**
	 * A value that cannot be written has no representation to offer.
	 */
	@ExceptionHandler
	ResponseEntity<Object> notWritable(HttpMessageNotWritableException ex) {
		return ReferenceAnswers.problem(HttpStatus.NOT_ACCEPTABLE,
				"The value of this reference cannot be written as JSON");
	}

	/** Who asks must be known to the threads that ask again. */
	private RefCache refCache() {
		return this.engine.refCache().as(this.engine.actor());
	}

	private Poll poll(RefCache refCache, String ref, ReadOptions options, @Nullable String from,
			HttpServletRequest request) {
		URI back = (from != null) ? this.locations.wayBack(from, request) : null;
		if (from != null && back == null) {
			throw new IllegalArgumentException("'from' must be a path of this server, beginning with one '/'");
		}
		URI self = this.locations.of(ref, (back != null) ? back.toString() : null, request);
		return new Poll(refCache, ref, options, this.answers, self, back);
	}

}
