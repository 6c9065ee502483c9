package io.refcache.engine;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Those who are to be told of a landing, and do not wait for it. Each is told once, in
 * the order in which they came, or leaves.
 */
final class Passengers {

	private @Nullable Seat first;

	private @Nullable Seat last;

	private int size;

	synchronized Seat add(Consumer<Outcome> passenger) {
		Seat seat = new Seat(passenger);
		Seat before = this.last;
		seat.before = before;
		if (before != null) {
			before.behind = seat;
		}
		else {
			this.first = seat;
		}
		this.last = seat;
		seat.taken = true;
		this.size++;
		return seat;
	}

	synchronized int size() {
		return this.size;
	}

	/**
	 * Tells each by a command of his own.
	 */
	void tell(Outcome outcome, Executor executor) {
		for (Seat seat = next(); seat != null; seat = next()) {
			seat.outcome = outcome;
			executor.execute(seat);
		}
	}

	private synchronized @Nullable Seat next() {
		Seat seat = this.first;
		if (seat != null) {
			remove(seat);
		}
		return seat;
	}

	private synchronized void remove(Seat seat) {
		if (!seat.taken) {
			return;
		}
		Seat before = seat.before;
		Seat behind = seat.behind;
		if (before != null) {
			before.behind = behind;
		}
		else {
			this.first = behind;
		}
		if (behind != null) {
			behind.before = before;
		}
		else {
			this.last = before;
		}
		seat.before = null;
		seat.behind = null;
		seat.taken = false;
		this.size--;
	}

	/**
	 * Where somebody is found who is to be told; then what tells him.
	 */
	final class Seat implements Runnable {

		private final Consumer<Outcome> passenger;

		private boolean taken;

		private @Nullable Seat before;

		private @Nullable Seat behind;

		private @Nullable Outcome outcome;

		private Seat(Consumer<Outcome> passenger) {
			this.passenger = passenger;
		}

		/**
		 * He need not be told any more.
		 */
		void leave() {
			remove(this);
		}

		@Override
		public void run() {
			Outcome told = this.outcome;
			if (told != null) {
				this.passenger.accept(told);
			}
		}

	}

}
