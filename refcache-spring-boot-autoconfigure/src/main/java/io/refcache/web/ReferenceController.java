package io.refcache.web;

import java.net.URI;
import org.springframework.http.HttpMethod;
import java.nio.charset.CharacterCodingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.engine.RefCacheEngine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * Serves references: the state of a task while it runs, then its value if that is
 * exposed, otherwise the way back to the request that it came from. A client may wait for
 * the end, or have each change sent.
 */
@RestController
@RequestMapping("${refcache.web.base-path:/refcache}")
class ReferenceController extends Refusals {

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
		super(false);
		this.engine = engine;
		this.locations = locations;
		this.answers = answers;
		this.watchers = watchers;
		this.maxWait = maxWait;
	}

	@GetMapping("/{ref}")
	Object get(@PathVariable String ref, HttpServletRequest request, HttpServletResponse response) {
		Poll poll = poll(ref, ReadParameters.of(request).toOptions(), ReadParameters.text(request, "from"), request);
		RefResponse<?> now = poll.read();
		response.addHeader(HttpHeaders.VARY, Preference.PREFER);
		Duration wait = Preference.of(request).atMost(this.maxWait).time();
		if (wait == null || wait.isZero() || Poll.isOver(now)) {
			return poll.answer(now, response);
		}
		LongPoll waiting = new LongPoll(this.watchers, poll, wait);
		if (!this.watchers.add(waiting)) {
			return poll.answer(now, response);
		}
		response.setHeader(Preference.APPLIED, "wait=" + wait.toSeconds());
		return waiting.start();
	}

	@GetMapping(path = "/{ref}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Object events(@PathVariable String ref,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last, HttpServletRequest request,
			HttpServletResponse response) {
		Poll poll = poll(ref, ReadOptions.DEFAULTS.withExposedOnly(), null, request);
		if (Poll.isOver(poll.read()) && TaskStream.END.equals(last)) {
			return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
		}
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			// What is written to such a client is thrown away, so it would never be
			// missed.
			return ResponseEntity.ok()
				.cacheControl(CacheControl.noStore())
				.contentType(MediaType.TEXT_EVENT_STREAM)
				.build();
		}
		TaskStream stream = new TaskStream(this.watchers, poll);
		if (!this.watchers.add(stream)) {
			return answer(HttpStatus.SERVICE_UNAVAILABLE,
					"The server tells no more clients of tasks at the moment; poll instead");
		}
		response.setHeader(HttpHeaders.CACHE_CONTROL, TaskAnswers.NO_STORE);
		// Else nginx keeps events back.
		response.setHeader("X-Accel-Buffering", "no");
		return stream.start();
	}

	/**
	 * A value that cannot be written has no representation to offer.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> notWritable(HttpMessageNotWritableException ex) {
		return answer(HttpStatus.NOT_ACCEPTABLE, "The value of this reference cannot be written as JSON");
	}

	/**
	 * Servers have exceptions of their own for a query that they cannot read. All else is
	 * no client's mistake.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> unreadable(IllegalStateException ex, HttpServletRequest request) {
		if (isReadable(String.valueOf(request.getQueryString()))) {
			throw ex;
		}
		return answer(HttpStatus.BAD_REQUEST, "The query cannot be read");
	}

	private static boolean isReadable(String query) {
		try {
			byte[] bytes = UriUtils.decode(query, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (IllegalArgumentException | CharacterCodingException unreadable) {
			return false;
		}
	}

	/** Who asks must be known to the threads that ask again. */
	private Poll poll(String ref, ReadOptions options, @Nullable String from, HttpServletRequest request) {
		RefCache refCache = this.engine.refCache().as(this.engine.actor());
		URI back = (from != null) ? this.locations.wayBack(from, request) : null;
		if (from != null && back == null) {
			throw new WrongParameterException("'from' must be a path of this server, beginning with one '/'");
		}
		URI self = this.locations.of(ref, (back != null) ? back.toString() : null, request);
		return new Poll(refCache, ref, options, this.answers, self,
				(back != null) ? new WayBack(this.engine, ref, back) : null);
	}

}
