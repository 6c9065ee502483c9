package io.refcache.engine;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Replaces references within the arguments of one call.
 *
 * @since 0.1.0
 */
public interface ArgumentResolver {

	/**
	 * Replaces each {@link io.refcache.Ref} that is a reference by one that holds the
	 * value, within lists, values of maps, arrays, optionals and records, and within what
	 * the references lead to.
	 * @param argument the argument, which is not changed
	 * @param type its declared type
	 * @param texts whether texts that are references are replaced as well
	 * @return the same argument if there is nothing to replace, otherwise a copy. Of a
	 * reference that has not ended, the copy holds {@code null}
	 * @throws io.refcache.InvalidReferenceException if a reference leads nowhere, or
	 * nowhere where the caller may go
	 * @throws io.refcache.ReferenceWithoutValueException if its task ended without a
	 * value
	 * @throws io.refcache.CircularReferenceException if it leads back to itself
	 * @throws io.refcache.ReferenceTypeException if its value is of another type than
	 * declared
	 */
	@Nullable Object resolve(@Nullable Object argument, ResolvableType type, boolean texts);

}
