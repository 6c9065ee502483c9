package io.refcache.engine;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * The causes of a failure, as far as they can be followed: they may run in a circle, and
 * exceptions of users answer what they like.
 */
final class Causes {

	private static final int MAX_DEPTH = 64;

	private Causes() {
	}

	/**
	 * Whether a failure or one of its causes is of one of these types.
	 */
	static boolean match(Throwable failure, Collection<Class<? extends Throwable>> types) {
		Throwable cause = types.isEmpty() ? null : failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			for (Class<?> type : types) {
				if (type.isInstance(cause)) {
					return true;
				}
			}
			cause = of(cause);
		}
		return false;
	}

	/**
	 * The cause of a failure; {@code null} if there is none, or it does not tell.
	 */
	static @Nullable Throwable of(Throwable failure) {
		try {
			return failure.getCause();
		}
		catch (RuntimeException | Error ex) {
			return null;
		}
	}

}
