package io.refcache.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.refcache.CircularCallException;
import org.jspecify.annotations.Nullable;

/**
 * Which computations wait for which. An edge is checked and added under one lock: of
 * those that are about to close a circle, exactly one is refused.
 */
final class WaitGraph {

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Run, List<Run>> edges = new IdentityHashMap<>();

	/**
	 * A computation is about to wait for another one.
	 * @return the wait, to be closed when it is over
	 * @throws CircularCallException if the other one waits for the first, be it through
	 * others
	 */
	Wait add(Run waiting, Run awaited) {
		this.lock.lock();
		try {
			List<Run> path = path(awaited, waiting, Collections.newSetFromMap(new IdentityHashMap<>()));
			if (path != null) {
				throw new CircularCallException(names(waiting, path));
			}
			this.edges.computeIfAbsent(waiting, (run) -> new ArrayList<>(1)).add(awaited);
			return () -> remove(waiting, awaited);
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.edges.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void remove(Run waiting, Run awaited) {
		this.lock.lock();
		try {
			List<Run> all = this.edges.get(waiting);
			if (all != null && all.remove(awaited) && all.isEmpty()) {
				this.edges.remove(waiting);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A way from one computation to another.
	 * @return the computations on the way, both ends included; {@code null} if there is
	 * none
	 */
	private @Nullable List<Run> path(Run from, Run to, Set<Run> visited) {
		if (from == to) {
			return new ArrayList<>(List.of(to));
		}
		visited.add(from);
		for (Run next : this.edges.getOrDefault(from, List.of())) {
			List<Run> rest = visited.contains(next) ? null : path(next, to, visited);
			if (rest != null) {
				rest.add(0, from);
				return rest;
			}
		}
		return null;
	}

	private static List<String> names(Run first, List<Run> path) {
		List<String> names = new ArrayList<>();
		names.add(first.operation().name());
		path.forEach((run) -> names.add(run.operation().name()));
		return names;
	}

	/**
	 * A wait that goes on.
	 */
	interface Wait extends AutoCloseable {

		@Override
		void close();

	}

}
