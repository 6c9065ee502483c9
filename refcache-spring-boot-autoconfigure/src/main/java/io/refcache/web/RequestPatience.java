package io.refcache.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.refcache.task.CallerPatience;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The patience that a client asks for by the {@code Prefer} header of its request. All
 * calls of one request share it.
 */
final class RequestPatience implements CallerPatience {

	private static final String END = RequestPatience.class.getName() + ".END";

	private final Duration most;

	private final InstantSource clock;

	/**
	 * Patience of clients.
	 * @param most what none may exceed
	 * @param clock the time
	 */
	RequestPatience(Duration most, InstantSource clock) {
		this.most = most;
		this.clock = clock;
	}

	@Override
	public Duration timeout(Duration timeout) {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& attributes.getResponse() != null)
						? timeout(timeout, attributes.getRequest(), attributes.getResponse()) : timeout;
	}

	private Duration timeout(Duration timeout, HttpServletRequest request, HttpServletResponse response) {
		Instant now = this.clock.instant();
		if (request.getAttribute(END) instanceof Instant end) {
			return end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
		}
		if (!response.getHeaders(HttpHeaders.VARY).contains(Preference.PREFER)) {
			response.addHeader(HttpHeaders.VARY, Preference.PREFER);
		}
		Preference preference = Preference.of(request).atMost(this.most);
		Duration patience = preference.patience();
		if (patience == null) {
			return timeout;
		}
		request.setAttribute(END, now.plus(patience));
		response.setHeader(Preference.APPLIED, preference.toString());
		return patience;
	}

}
