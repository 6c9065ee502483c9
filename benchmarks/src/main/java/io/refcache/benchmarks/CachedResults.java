package io.refcache.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

import io.refcache.RefCached;
import io.refcache.RefResponse;

/**
 * Methods whose results refcache keeps.
 */
class CachedResults {

	/** How many elements a large result has. */
	static final int MANY = 10_000;

	@RefCached
	String one(String id) {
		return id;
	}

	@RefCached
	String three(String id, int page, String language) {
		return id;
	}

	@RefCached
	RefResponse<String> response(String id) {
		return RefResponse.of(id);
	}

	@RefCached(namespace = "user:{user_id}")
	String ofUser(String id) {
		return id;
	}

	@RefCached
	RefResponse<List<Integer>> large(String id) {
		return RefResponse.of(IntStream.range(0, MANY).boxed().toList());
	}

}
