package io.refcache;

import org.jspecify.annotations.Nullable;

/**
 * What a caller gets for a reference: either a result or the state of its task.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 * @see CacheResponse
 * @see AsyncTaskResponse
 */
public sealed interface RefResponse<T extends @Nullable Object> permits CacheResponse, AsyncTaskResponse {

	/**
	 * The reference, {@code name:hex}.
	 * @return the reference; {@code null} for a value that was never cached
	 */
	@Nullable String refId();

	/**
	 * What the body of a {@link RefCached} method returns.
	 * @param <T> the type of the value
	 * @param value the value
	 * @return a response that carries the value and no reference yet
	 */
	static <T extends @Nullable Object> CacheResponse.Complete<T> of(T value) {
		return CacheResponse.complete(null, value);
	}

}
