package io.refcache.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The addresses of references, on the same origin: a path with, as {@code from}, the GET
 * request that a complete reference leads back to.
 */
final class ReferenceLocations {

	/** Longer ones are left out: a response header must stay within servers' limits. */
	private static final int MAX_FROM = 2048;

	/** One slash, and no second one. */
	private static final Pattern PATH = Pattern.compile("/(?!/)");

	/**
	 * What servers, proxies and browsers read in different ways, in a path: more slashes,
	 * however written, steps up, and controls.
	 */
	private static final Pattern ODD = Pattern
		.compile("\\\\|\\p{Cntrl}|^[^?#]*(//|/\\.{1,2}(?=[/;?#]|$)|%2f|%5c|%[01]|%7f|%2e)", Pattern.CASE_INSENSITIVE);

	private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

	private final String basePath;

	ReferenceLocations(String basePath) {
		this.basePath = basePath;
	}

	/**
	 * The address of a reference that the current request gave rise to.
	 */
	URI of(String refId) {
		return of(refId, ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest());
	}

	private URI of(String refId, HttpServletRequest request) {
		String from = null;
		if (HttpMethod.GET.matches(request.getMethod())) {
			String query = request.getQueryString();
			from = (query != null) ? request.getRequestURI() + "?" + query : request.getRequestURI();
		}
		boolean leadsBack = from != null && wayBack(from, request) != null;
		return of(refId, leadsBack ? from : null, request);
	}

	/**
	 * The address of a reference with a given way back.
	 */
	URI of(String refId, @Nullable String from, HttpServletRequest request) {
		String location = pathOf(request) + "/" + UriUtils.encodePathSegment(refId, StandardCharsets.UTF_8);
		String encoded = (from != null) ? UriUtils.encode(from, StandardCharsets.UTF_8) : null;
		boolean leadsBack = encoded != null && encoded.length() <= MAX_FROM;
		return URI.create(leadsBack ? location + "?from=" + encoded : location);
	}

	/**
	 * Reads the way back that a client gives.
	 * @return a path of this server, outside of the references; {@code null} if it is
	 * none
	 */
	@Nullable URI wayBack(String from, HttpServletRequest request) {
		if (!PATH.matcher(from).lookingAt() || ODD.matcher(from).find() || from.length() > MAX_FROM) {
			return null;
		}
		try {
			URI uri = new URI(from);
			return (uri.getRawFragment() == null && !isReference(uri, request)) ? URI.create(uri.toASCIIString())
					: null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/** As the server would read it: without what follows a semicolon, and decoded. */
	private boolean isReference(URI uri, HttpServletRequest request) {
		String path = PARAMETERS.matcher(uri.getRawPath()).replaceAll("");
		return UriUtils.decode(path, StandardCharsets.UTF_8).startsWith(pathOf(request) + "/");
	}

	/**
	 * Whether a request is to a reference, or would be if there were such a thing.
	 */
	boolean isBelow(HttpServletRequest request) {
		return request.getRequestURI().startsWith(pathOf(request) + "/");
	}

	private String pathOf(HttpServletRequest request) {
		String mapping = ServletUriComponentsBuilder.fromServletMapping(request).build().getPath();
		return ((mapping != null) ? mapping : "") + this.basePath;
	}

}
