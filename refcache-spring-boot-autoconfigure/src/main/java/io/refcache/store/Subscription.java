package io.refcache.store;

/**
 * A registered {@link SignalListener}, until it is closed.
 *
 * @since 0.1.0
 */
public interface Subscription extends AutoCloseable {

	@Override
	void close();

}
