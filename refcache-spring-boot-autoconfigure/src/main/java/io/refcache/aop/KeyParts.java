package io.refcache.aop;

import org.jspecify.annotations.Nullable;

/**
 * Makes the part of a key that comes from the arguments of a call.
 */
interface KeyParts {

	/**
	 * Makes the parts.
	 * @param target the object that is called
	 * @param arguments the arguments; not to be changed
	 * @return values to compare; may be the same array
	 */
	@Nullable Object[] of(@Nullable Object target, @Nullable Object[] arguments);

	/**
	 * Makes the parts of what is named from outside of a call.
	 * @param values the key if it is computed, otherwise the arguments without those that
	 * are filled in
	 * @return values to compare; may be the same array
	 * @throws IllegalArgumentException if no call has such a key
	 */
	@Nullable Object[] given(@Nullable Object[] values);

	/**
	 * Whether it is computed of the arguments, so that it is not all of them.
	 */
	boolean isComputed();

}
