package io.refcache.context;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * An accessor whose values belong to the thread or the request that they are read from. A
 * run takes a copy instead, which is set on its thread; {@link #getValue()} is only what
 * will be restored.
 *
 * @param <V> type of the values
 */
interface CopyingAccessor<V> extends ThreadLocalAccessor<V> {

	/**
	 * Copies the current value, so that it holds whatever happens to the original.
	 * @return the copy; {@code null} if nothing is set
	 */
	@Nullable V copy();

}
