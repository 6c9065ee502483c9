package io.refcache.web;

import java.util.List;

import io.refcache.task.CallerReferences;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The references that a client was led back with to a request of its own.
 */
final class RequestReferences implements CallerReferences {

	/** The last ones: those before them were of calls that have been answered. */
	private static final int MOST = 8;

	@Override
	public List<String> references() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? references(attributes.getRequest()) : List.of();
	}

	private static List<String> references(HttpServletRequest request) {
		String query = request.getQueryString();
		if (query == null || !query.contains(WayBack.PARAMETER) || !HttpMethod.GET.matches(request.getMethod())) {
			return List.of();
		}
		String[] values;
		try {
			values = request.getParameterValues(WayBack.PARAMETER);
		}
		catch (IllegalStateException ex) {
			// A query that the server cannot read is the application's own concern.
			return List.of();
		}
		return (values != null) ? List.of(values).subList(Math.max(0, values.length - MOST), values.length) : List.of();
	}

}
