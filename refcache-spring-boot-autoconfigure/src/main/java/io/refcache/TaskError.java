package io.refcache;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a computation, as text that outlives the exception. Its JSON is a
 * string, the {@link #text()}.
 *
 * @param type class name of the exception
 * @param message message of the exception; {@code null} if it had none or it is withheld
 * @param id id under which the exception stands in the log
 * @since 0.1.0
 */
public record TaskError(String type, @Nullable String message, String id) {

	/**
	 * The error in words: the message, or the simple name of the type with the
	 * {@link #id()} if there is none.
	 * @return the text
	 */
	@JsonValue
	public String text() {
		return (this.message != null) ? this.message : "%s (error id %s)".formatted(simpleType(), this.id);
	}

	/**
	 * The same error for readers who must not see the message.
	 * @return an error whose text is the simple name of the type and the {@link #id()}
	 */
	public TaskError withoutMessage() {
		return new TaskError(this.type, null, this.id);
	}

	/**
	 * The class name without its package.
	 * @return the simple name of the type
	 */
	public String simpleType() {
		String name = this.type.substring(this.type.lastIndexOf('.') + 1);
		return name.substring(name.lastIndexOf('$') + 1);
	}

}
