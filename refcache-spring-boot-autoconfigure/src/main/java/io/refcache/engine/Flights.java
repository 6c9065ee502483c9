package io.refcache.engine;

import java.util.concurrent.ConcurrentHashMap;

import io.refcache.store.CacheKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The flights of this node by their keys.
 */
final class Flights {

	private static final Log logger = LogFactory.getLog(Flights.class);

	private final ConcurrentHashMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

	@Nullable Flight get(CacheKey key) {
		return this.flights.get(key);
	}

	/**
	 * Adds a flight, unless its key has one.
	 * @return the flight that the key has already; {@code null} if the given one was
	 * added
	 */
	@Nullable Flight add(Flight flight) {
		return this.flights.putIfAbsent(flight.key(), flight);
	}

	/**
	 * Ends a flight: a landed one is never found.
	 */
	void land(Flight flight, Outcome outcome) {
		try {
			remove(flight);
		}
		finally {
			flight.land(outcome);
		}
	}

	/**
	 * Lets a flight not be found any more. Whatever the arguments' own equals throws, as
	 * one that loads lazily does on a foreign thread: the flight has to land. Where there
	 * is no stack left for that, there is none to tell of it either.
	 */
	void remove(Flight flight) {
		try {
			this.flights.remove(flight.key(), flight);
		}
		catch (StackOverflowError ex) {
			// One that has landed is removed by the next call of its key.
		}
		catch (RuntimeException | Error ex) {
			logger.warn("Arguments of %s cannot be compared".formatted(flight.key()), ex);
		}
	}

	int size() {
		return this.flights.size();
	}

}
