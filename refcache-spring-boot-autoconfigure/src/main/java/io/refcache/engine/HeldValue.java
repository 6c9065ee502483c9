package io.refcache.engine;

import org.jspecify.annotations.Nullable;

/**
 * A value that a transaction has not committed.
 *
 * @param thread the thread of the transaction
 * @param transaction the transaction
 * @param value the value
 * @param cacheable whether the key may hit it
 */
record HeldValue(Thread thread, Object transaction, @Nullable Object value, boolean cacheable) {

	boolean isOfCurrentThread() {
		return this.thread == Thread.currentThread();
	}

}
