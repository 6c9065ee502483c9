package io.refcache.web;

import java.net.URI;
import java.time.Duration;

import io.refcache.engine.RefCacheEngine;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The request that a complete reference leads back to.
 *
 * @param engine knows how long the result is found there
 * @param refId the reference
 * @param address where the request was made
 */
record WayBack(RefCacheEngine engine, String refId, URI address) {

	/**
	 * The parameter that a client brings references along with.
	 */
	static final String PARAMETER = "refcache_ref";

	/** For a client to get there. */
	private static final Duration TIME = Duration.ofSeconds(10);

	/**
	 * Where a client goes now: with the reference, if its result may not be found without
	 * it by then.
	 */
	URI target() {
		String query = this.address.getRawQuery();
		boolean brought = query != null && query.contains(this.refId);
		return (brought || this.engine.isFresh(this.refId, TIME)) ? this.address
				: UriComponentsBuilder.fromUri(this.address).queryParam(PARAMETER, this.refId).build(true).toUri();
	}

}
