package io.refcache;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
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
	 * The references that whoever is answered has given as arguments.
	 * @return the references; empty if there were none
	 */
	List<String> dependsOn();

	/**
	 * The same response with the references that were given as arguments.
	 * @param dependsOn the references
	 * @return a new response
	 */
	CacheResponse<T> withDependsOn(List<String> dependsOn);

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
	 * @param dependsOn the references that were given as arguments
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "value", "is_complete", "is_async", "size", "total_items", "depends_on" })
	record Complete<T extends @Nullable Object>(@JsonProperty("ref_id") @Nullable String refId,
			@JsonProperty("value") T value, @JsonProperty("size") @Nullable Long size,
			@JsonProperty("total_items") @Nullable Integer totalItems,
			@JsonProperty("depends_on") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dependsOn)
			implements
				CacheResponse<T> {

		public Complete {
			dependsOn = List.copyOf(dependsOn);
		}

		/**
		 * A result that no reference was given for.
		 * @param refId the reference; {@code null} for a value that was never cached
		 * @param value the value
		 * @param size the size that was measured; {@code null} if none was
		 * @param totalItems number of elements of a collection, map or array
		 */
		public Complete(@Nullable String refId, T value, @Nullable Long size, @Nullable Integer totalItems) {
			this(refId, value, size, totalItems, List.of());
		}

		@Override
		public Complete<T> withDependsOn(List<String> dependsOn) {
			return new Complete<>(this.refId, this.value, this.size, this.totalItems, dependsOn);
		}

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
	 * @param dependsOn the references that were given as arguments
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "is_complete", "is_async", "message", "depends_on" })
	record Withheld<T extends @Nullable Object>(@JsonProperty("ref_id") String refId,
			@JsonProperty("depends_on") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dependsOn)
			implements
				CacheResponse<T> {

		public Withheld {
			dependsOn = List.copyOf(dependsOn);
		}

		/**
		 * A result that no reference was given for.
		 * @param refId the reference
		 */
		public Withheld(String refId) {
			this(refId, List.of());
		}

		@Override
		public Withheld<T> withDependsOn(List<String> dependsOn) {
			return new Withheld<>(this.refId, dependsOn);
		}

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
	 * @param dependsOn the references that were given as arguments
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	@JsonPropertyOrder({ "ref_id", "preview", "is_complete", "is_async", "preview_strategy", "total_items",
			"original_size", "preview_size", "page", "total_pages", "has_next", "sampled_items", "message",
			"depends_on" })
	record Preview<T extends @Nullable Object>(@JsonProperty("ref_id") String refId,
			@JsonProperty("preview") @Nullable Object preview, @JsonProperty("preview_strategy") String previewStrategy,
			@JsonProperty("total_items") @Nullable Integer totalItems, @JsonProperty("original_size") long originalSize,
			@JsonProperty("preview_size") long previewSize,
			@JsonProperty("page") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer page,
			@JsonProperty("total_pages") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer totalPages,
			@JsonProperty("has_next") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean hasNext,
			@JsonProperty("sampled_items") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer sampledItems,
			@JsonProperty("message") String message,
			@JsonProperty("depends_on") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dependsOn)
			implements
				CacheResponse<T> {

		public Preview {
			dependsOn = List.copyOf(dependsOn);
		}

		/**
		 * A part of a result that no reference was given for.
		 * @param refId the reference
		 * @param preview the part
		 * @param previewStrategy how it was made
		 * @param totalItems number of elements of the whole
		 * @param originalSize size of the whole
		 * @param previewSize size of the part
		 * @param page number of the page, from 1; {@code null} unless paginated
		 * @param totalPages number of pages; {@code null} unless paginated
		 * @param hasNext whether a page follows; {@code null} unless paginated
		 * @param sampledItems number of elements of a page that was trimmed to a size;
		 * {@code null} for any other part
		 * @param message how to get the rest
		 */
		public Preview(String refId, @Nullable Object preview, String previewStrategy, @Nullable Integer totalItems,
				long originalSize, long previewSize, @Nullable Integer page, @Nullable Integer totalPages,
				@Nullable Boolean hasNext, @Nullable Integer sampledItems, String message) {
			this(refId, preview, previewStrategy, totalItems, originalSize, previewSize, page, totalPages, hasNext,
					sampledItems, message, List.of());
		}

		@Override
		public Preview<T> withDependsOn(List<String> dependsOn) {
			return new Preview<>(this.refId, this.preview, this.previewStrategy, this.totalItems, this.originalSize,
					this.previewSize, this.page, this.totalPages, this.hasNext, this.sampledItems, this.message,
					dependsOn);
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

}
