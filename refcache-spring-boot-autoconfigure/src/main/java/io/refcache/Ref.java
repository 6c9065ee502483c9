package io.refcache;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * An argument that is given either as a value or by a reference to one.
 * <p>
 * A parameter of a {@link RefCached} method may be of this type, also within records,
 * lists, maps, arrays and {@link java.util.Optional}. The caller passes {@link #of} a
 * value, or {@link #to} a reference, whose value then never leaves the server. In the
 * body it is always a value: what it was given as makes no difference there, nor for the
 * key.
 * <p>
 * Two of them are equal if they hold equal values, arrays compared by content, or the
 * same reference. Its JSON is the value, or the reference as text.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public final class Ref<T extends @Nullable Object> {

	private static final Pattern REF_ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*:[a-f0-9]{8,}");

	private static final int MAX_LENGTH = 256;

	private final @Nullable String refId;

	private final T value;

	private Ref(@Nullable String refId, T value) {
		this.refId = refId;
		this.value = value;
	}

	/**
	 * An argument that is given as a value.
	 * @param <T> the type of the value
	 * @param value the value; {@code null} is one
	 * @return the argument
	 */
	public static <T extends @Nullable Object> Ref<T> of(T value) {
		return new Ref<>(null, value);
	}

	/**
	 * An argument that is given by a reference.
	 * @param <T> the type of the value that it leads to
	 * @param refId the reference, {@code name:hex}. Whether it leads to a value, and
	 * whether the caller may use that, turns out when the method is called
	 * @return the argument
	 * @throws IllegalArgumentException if the text cannot be a reference
	 */
	@SuppressWarnings("NullAway") // nobody gets to see this null
	public static <T extends @Nullable Object> Ref<T> to(String refId) {
		if (refId.length() > MAX_LENGTH || !REF_ID.matcher(refId).matches()) {
			throw new IllegalArgumentException("'refId' must be a reference such as 'reports:0a1b2c3d'");
		}
		return new Ref<>(refId, null);
	}

	/**
	 * The value.
	 * @return the value, which may be {@code null}
	 * @throws RefCacheException if this is a reference that was not replaced by its
	 * value: that is done for the body of a {@link RefCached} method, called through its
	 * proxy, while refcache is on and the method's {@code condition} holds
	 */
	public T value() {
		if (this.refId != null) {
			throw new RefCacheException(("Reference '%s' stands for no value here: references are replaced in calls"
					+ " of @RefCached methods, from other beans, where results are cached")
				.formatted(this.refId));
		}
		return this.value;
	}

	/**
	 * The reference that it was given by.
	 * @return the reference; {@code null} if this is a value
	 */
	public @Nullable String refId() {
		return this.refId;
	}

	@JsonValue
	@Nullable Object json() {
		return (this.refId != null) ? this.refId : this.value;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Ref<?> that && Objects.equals(this.refId, that.refId)
				&& Objects.deepEquals(this.value, that.value));
	}

	@Override
	public int hashCode() {
		return Objects.hashCode(this.refId) * 31 + Arrays.deepHashCode(new @Nullable Object[] { this.value });
	}

	/**
	 * Shows no value: it may be private.
	 */
	@Override
	public String toString() {
		return (this.refId != null) ? "Ref to " + this.refId : "Ref of a value";
	}

}
