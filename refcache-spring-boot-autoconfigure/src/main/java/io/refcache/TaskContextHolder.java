package io.refcache;

import org.jspecify.annotations.Nullable;

/**
 * The {@link TaskContext} of each thread, for what takes contexts from thread to thread.
 * Everybody else asks {@link TaskContext#current()}.
 *
 * @since 0.1.0
 */
public final class TaskContextHolder {

	private static final ThreadLocal<@Nullable TaskContext> CURRENT = new ThreadLocal<>();

	private TaskContextHolder() {
	}

	/**
	 * The context of the calling thread.
	 * @return the context; {@code null} if there is none
	 */
	public static @Nullable TaskContext get() {
		return CURRENT.get();
	}

	/**
	 * Changes the context of the calling thread. Who sets one puts the previous one back.
	 * @param context the context; {@code null} or {@link TaskContext#NONE} for none
	 * @return the previous one; {@code null} if there was none
	 */
	public static @Nullable TaskContext set(@Nullable TaskContext context) {
		TaskContext previous = CURRENT.get();
		TaskContext next = (context != TaskContext.NONE) ? context : null;
		if (next != previous) {
			// Not removed if there is none: whoever asks next would make an entry again.
			CURRENT.set(next);
		}
		return previous;
	}

}
