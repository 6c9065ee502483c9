package io.refcache.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Those who are to be told of a landing, and do not wait for it. Each is told once, or
 * leaves.
 */
final class Passengers {

	private final Set<Consumer<Outcome>> aboard = ConcurrentHashMap.newKeySet();

	void add(Consumer<Outcome> passenger) {
		this.aboard.add(passenger);
	}

	void remove(Consumer<Outcome> passenger) {
		this.aboard.remove(passenger);
	}

	int size() {
		return this.aboard.size();
	}

	void tell(Outcome outcome, Executor executor) {
		for (Consumer<Outcome> passenger : this.aboard) {
			if (this.aboard.remove(passenger)) {
				executor.execute(() -> passenger.accept(outcome));
			}
		}
	}

}
