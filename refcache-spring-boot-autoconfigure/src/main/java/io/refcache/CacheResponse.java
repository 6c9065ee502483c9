package io.refcache;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A result: the whole of it, a preview of one that is too large to travel, or no more
 * than the reference of one that the caller may not see.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public sealed interface CacheResponse<T extends @Nullable Object> extends RefResponse<T> {

	/**
	 * Number of elements of a collection, map or array.
	 * @return the number; {@code null} for other values
	 */
	@Nullable Integer totalItems();

	/**
	 * A result that travels whole.
	 * @param <T> the type of the value
	 * @param refId the reference; {@code null} for a value that was never cached
	 * @param value the value
	 * @return the response
	 */
	static <T extends @Nullable Object> Complete<T> complete(@Nullable String refId, T value) {
		return new Complete<>(refId, value, null, Complete.countItems(value));
	}

	/**
	 * A result that travels whole.
	 * @param <T> the type of the value
	 * @param refId the reference; {@code null} for a value that was never cached
	 * @param value the value
	 * @param size the size that was measured
	 * @return the response
	 */
	static <T extends @Nullable Object> Complete<T> complete(@Nullable String refId, T value, long size) {
		return new Complete<>(refId, value, size, Complete.countItems(value));
	}

	/**
	 * A result that travels whole.
	 *
	 * @param <T> the type of the value
	 * @param refId the reference; {@code null} for a value that was never cached
	 * @param value the value
	 * @param size the size that was measured; {@code null} if none was
	 * @param totalItems number of elements of a collection, map or array
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "value", "is_complete", "is_async", "size", "total_items" })
	record Complete<T extends @Nullable Object>(@JsonProperty("ref_id") @Nullable String refId,
			@JsonProperty("value") T value, @JsonProperty("size") @Nullable Long size,
			@JsonProperty("total_items") @Nullable Integer totalItems) implements CacheResponse<T> {

		@JsonProperty("is_complete")
		boolean complete() {
			return true;
		}

		@JsonProperty("is_async")
		boolean async() {
			return false;
		}

		private static @Nullable Integer countItems(@Nullable Object value) {
			if (value instanceof Collection<?> collection) {
				return collection.size();
			}
			if (value instanceof Map<?, ?> map) {
				return map.size();
			}
			return (value != null && value.getClass().isArray()) ? Integer.valueOf(Array.getLength(value)) : null;
		}

	}

	/**
	 * A result that the caller may use by its reference, and not see.
	 *
	 * @param <T> the type of the value
	 * @param refId the reference
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "is_complete", "is_async", "message" })
	record Withheld<T extends @Nullable Object>(@JsonProperty("ref_id") String refId) implements CacheResponse<T> {

		@Override
		public @Nullable Integer totalItems() {
			return null;
		}

		/**
		 * What can be done with it.
		 * @return a sentence
		 */
		@JsonProperty("message")
		public String message() {
			return "The value can be passed on by its reference, not read";
		}

		@JsonProperty("is_complete")
		boolean complete() {
			return false;
		}

		@JsonProperty("is_async")
		boolean async() {
			return false;
		}

	}

	/**
	 * A part of a result that is too large to travel whole; the rest is at the reference.
	 *
	 * @param <T> the type of the value
	 * @param refId the reference
	 * @param preview the part as JSON-like data: lists, maps, texts, numbers, truth
	 * values and {@code null}
	 * @param previewStrategy how it was made: {@code sample}, {@code truncate} or
	 * {@code paginate}
	 * @param totalItems number of elements of the whole: elements, entries, properties,
	 * or characters of a text
	 * @param originalSize size of the whole; of one that was too long to be measured to
	 * its end, the size of what was measured
	 * @param previewSize size of the part
	 * @param page number of the page, from 1; {@code null} unless paginated
	 * @param totalPages number of pages; {@code null} unless paginated
	 * @param hasNext whether a page follows; {@code null} unless paginated
	 * @param sampledItems number of elements of a page that was trimmed to a size;
	 * {@code null} for any other part
	 * @param message how to get the rest
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "preview", "is_complete", "is_async", "preview_strategy", "total_items",
			"original_size", "preview_size", "page", "total_pages", "has_next", "sampled_items", "message" })
	record Preview<T extends @Nullable Object>(@JsonProperty("ref_id") String refId,
			@JsonProperty("preview") @Nullable Object preview, @JsonProperty("preview_strategy") String previewStrategy,
			@JsonProperty("total_items") @Nullable Integer totalItems, @JsonProperty("original_size") long originalSize,
			@JsonProperty("preview_size") long previewSize,
			@JsonProperty("page") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer page,
			@JsonProperty("total_pages") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer totalPages,
			@JsonProperty("has_next") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean hasNext,
			@JsonProperty("sampled_items") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer sampledItems,
			@JsonProperty("message") String message) implements CacheResponse<T> {

		@JsonProperty("is_complete")
		boolean complete() {
			return false;
		}

		@JsonProperty("is_async")
		boolean async() {
			return false;
		}

	}

}
