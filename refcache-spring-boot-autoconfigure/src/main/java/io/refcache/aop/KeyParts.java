package io.refcache.aop;

import org.jspecify.annotations.Nullable;

/**
 * Makes the part of a key that comes from the arguments of a call.
 */
@FunctionalInterface
interface KeyParts {

	/**
	 * Makes the parts.
	 * @param target the object that is called
	 * @param arguments the arguments; not to be changed
	 * @return values to compare; may be the same array
	 */
	@Nullable Object[] of(@Nullable Object target, @Nullable Object[] arguments);

}
