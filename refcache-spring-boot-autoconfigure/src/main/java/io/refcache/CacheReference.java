package io.refcache;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a value that was put into the cache.
 *
 * @param refId the reference, {@code name:hex}
 * @param namespace the namespace of the value
 * @param createdAt when it was put
 * @param expiresAt when its key stops to hit; {@code null} for never
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({ "ref_id", "namespace", "created_at", "expires_at" })
public record CacheReference(@JsonProperty("ref_id") String refId, @JsonProperty("namespace") String namespace,
		@JsonProperty("created_at") @JsonFormat(shape = JsonFormat.Shape.STRING) Instant createdAt,
		@JsonProperty("expires_at") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant expiresAt) {

}
