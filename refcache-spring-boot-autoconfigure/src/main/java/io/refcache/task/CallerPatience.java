package io.refcache.task;

import java.time.Duration;

/**
 * How long whoever calls is willing to wait, where the way that the call came says so,
 * such as an HTTP request.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CallerPatience {

	/**
	 * Everybody waits as long as the method says.
	 */
	CallerPatience DECLARED = (timeout) -> timeout;

	/**
	 * How long the call waits before it is answered with a reference. Asked on the thread
	 * of the call, only for one that finds nothing in the cache, of a method that has a
	 * timeout, and that no computation makes. Must not block; what it throws reaches the
	 * caller, who gets nothing else.
	 * @param timeout what the method says
	 * @return the time, which is not negative
	 */
	Duration timeout(Duration timeout);

	/**
	 * Asks another one what becomes of what this one says.
	 * @param next who has the last say
	 * @return both
	 */
	default CallerPatience andThen(CallerPatience next) {
		return (timeout) -> next.timeout(timeout(timeout));
	}

}
