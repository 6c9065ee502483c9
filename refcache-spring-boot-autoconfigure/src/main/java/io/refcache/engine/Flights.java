package io.refcache.engine;

import java.util.concurrent.ConcurrentHashMap;

import io.refcache.store.CacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The flights of this node by their keys.
 */
final class Flights {

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
		remove(flight);
		flight.land(outcome);
	}

	void remove(Flight flight) {
		this.flights.remove(flight.key(), flight);
	}

	int size() {
		return this.flights.size();
	}

}
