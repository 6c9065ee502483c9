package io.refcache.mcp;

import org.jspecify.annotations.Nullable;

/**
 * Takes progress for one call.
 */
@FunctionalInterface
interface Notifications {

	/**
	 * Tells a client how far the task has come that its call waits for.
	 * @param progress how much is done
	 * @param total how much there is to do; {@code null} if nobody knows
	 * @param message what is being done
	 */
	void send(double progress, @Nullable Double total, @Nullable String message);

}
