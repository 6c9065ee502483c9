package io.refcache.aop;

import org.jspecify.annotations.Nullable;

/**
 * Arguments as Spring takes them: of its methods, some say that elements may be
 * {@code null}, and some compilers do not see it.
 */
final class SpringArguments {

	private SpringArguments() {
	}

	@SuppressWarnings("NullAway")
	static Object[] of(@Nullable Object[] arguments) {
		return arguments;
	}

}
