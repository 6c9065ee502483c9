package io.refcache.engine;

import io.refcache.TaskStatus;
import io.refcache.store.CacheKey;
import io.refcache.store.Part;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;

/**
 * Lets equal calls on this node meet: the first leads, the others join.
 * <p>
 * A call joins only a flight that is claiming, or the one that its own lookup named: any
 * other was detached from the key, and must not answer a call that came later.
 */
final class SingleFlight {

	private final ReferenceStore store;

	private final Gets gets;

	private final Flights flights;

	private final Launcher launcher;

	SingleFlight(ReferenceStore store, Gets gets, Flights flights, Launcher launcher) {
		this.store = store;
		this.gets = gets;
		this.flights = flights;
		this.launcher = launcher;
	}

	/**
	 * Joins the flight of a key, or leads one.
	 * @return a flight that has landed or will
	 */
	Boarding enter(Call call) {
		CacheKey key = call.key();
		while (true) {
			Flight flight = this.flights.get(key);
			if (flight == null) {
				Headroom.check();
				Flight own = new Flight(key);
				flight = this.flights.add(own);
				if (flight == null) {
					this.launcher.lead(own, call);
					return new Boarding(own, true);
				}
			}
			if (flight.isClaiming()) {
				return join(flight);
			}
			ReferenceRecord holder = this.store.lookup(key, Part.FULL);
			if (holder != null && holder.status() == TaskStatus.COMPLETE) {
				this.gets.hit();
				return new Boarding(landed(key, holder), false);
			}
			if (holder != null && holder.id().equals(flight.id())) {
				return join(flight);
			}
			this.flights.remove(flight);
		}
	}

	private Boarding join(Flight flight) {
		this.gets.joined();
		return new Boarding(flight, false);
	}

	private static Flight landed(CacheKey key, ReferenceRecord record) {
		Flight flight = new Flight(key);
		flight.land(new Outcome.Ended(record, null));
		return flight;
	}

	/**
	 * A place on a flight.
	 *
	 * @param flight the flight
	 * @param leads whether the call led it there
	 */
	record Boarding(Flight flight, boolean leads) {

		/**
		 * Whether the call has to start over.
		 */
		boolean startsOver(Outcome outcome) {
			if (outcome instanceof Outcome.StartOver again) {
				return !this.leads || again.leaderFailure() == null;
			}
			return outcome instanceof Outcome.Found && !this.leads;
		}

	}

}
