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
 * Who waits for which computation: other computations, and threads. A computation whose
 * value is held by a transaction waits for that one's thread. An edge is checked and
 * added under one lock: of those that are about to close a circle, exactly one is
 * refused.
 */
final class WaitGraph {

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Object, List<Run>> edges = new IdentityHashMap<>();

	/**
	 * Some are about to wait for a computation.
	 * @param waiting computations and threads
	 * @param awaited the computation
	 * @return the wait, to be closed when it is over
	 * @throws CircularCallException if it waits for one of them, be it through others
	 * @throws TransactionCircleException if it does by way of a transaction
	 */
	Wait add(List<? extends Object> waiting, Run awaited) {
		this.lock.lock();
		try {
			for (Object one : waiting) {
				refuseCircle(one, awaited);
			}
			for (Object one : waiting) {
				this.edges.computeIfAbsent(one, (node) -> new ArrayList<>(1)).add(awaited);
			}
			return () -> remove(waiting, awaited);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void refuseCircle(Object waiting, Run awaited) {
		List<Object> path = path(awaited, waiting, Collections.newSetFromMap(new IdentityHashMap<>()));
		if (path == null) {
			return;
		}
		path.add(0, waiting);
		List<String> names = path.stream()
			.filter(Run.class::isInstance)
			.map((run) -> ((Run) run).operation().name())
			.toList();
		throw path.stream().allMatch(Run.class::isInstance) ? new CircularCallException(names)
				: new TransactionCircleException(names);
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

	private void remove(List<? extends Object> waiting, Run awaited) {
		this.lock.lock();
		try {
			for (Object one : waiting) {
				List<Run> all = this.edges.get(one);
				if (all != null && all.remove(awaited) && all.isEmpty()) {
					this.edges.remove(one);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A way from one to another.
	 * @return those on the way, both ends included; {@code null} if there is none
	 */
	private @Nullable List<Object> path(Object from, Object to, Set<Object> visited) {
		if (from == to) {
			return new ArrayList<>(List.of(to));
		}
		visited.add(from);
		for (Object next : next(from)) {
			List<Object> rest = visited.contains(next) ? null : path(next, to, visited);
			if (rest != null) {
				rest.add(0, from);
				return rest;
			}
		}
		return null;
	}

	private List<? extends Object> next(Object from) {
		HeldValue held = (from instanceof Run run) ? run.held() : null;
		return (held != null) ? List.of(held.thread()) : this.edges.getOrDefault(from, List.of());
	}

	/**
	 * A wait that goes on.
	 */
	interface Wait extends AutoCloseable {

		@Override
		void close();

	}

}
