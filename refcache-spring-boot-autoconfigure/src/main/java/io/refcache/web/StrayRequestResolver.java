package io.refcache.web;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Problem details for requests to references that no endpoint takes. A handler of the
 * application for all exceptions would make server errors of them; requests to elsewhere
 * are the application's.
 */
final class StrayRequestResolver implements HandlerExceptionResolver, Ordered {

	private static final Log logger = LogFactory.getLog(StrayRequestResolver.class);

	private final ReferenceLocations locations;

	private final Supplier<List<HttpMessageConverter<?>>> converters;

	StrayRequestResolver(ReferenceLocations locations, Supplier<List<HttpMessageConverter<?>>> converters) {
		this.locations = locations;
		this.converters = converters;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		if (handler instanceof HandlerMethod || !(ex instanceof ErrorResponse error)
				|| !this.locations.isBelow(request)) {
			return null;
		}
		try {
			ServerResponse.status(error.getStatusCode())
				.headers((headers) -> headers.addAll(error.getHeaders()))
				.contentType(MediaType.APPLICATION_PROBLEM_JSON)
				.cacheControl(CacheControl.noStore())
				.body(error.getBody())
				.writeTo(request, response, this.converters::get);
			return new ModelAndView();
		}
		catch (IOException | ServletException failure) {
			logger.debug("A problem could not be told to a client", failure);
			return null;
		}
	}

	/** Before those of the application, which are at 0. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
