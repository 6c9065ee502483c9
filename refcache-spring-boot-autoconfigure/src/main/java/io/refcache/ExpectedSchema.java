package io.refcache;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the result of a task will be.
 *
 * @param returnType the declared type of the value, as in source code
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExpectedSchema(@JsonProperty("return_type") String returnType) {

}
