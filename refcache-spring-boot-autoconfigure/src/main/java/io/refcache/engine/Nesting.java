package io.refcache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.refcache.CircularCallException;
import io.refcache.TaskContextHolder;
import io.refcache.engine.WaitGraph.Wait;
import io.refcache.task.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Calls that come from computations. What a computation waits for has to get a thread:
 * one that is queued gets a spare one, in place of the one that waits.
 */
final class Nesting {

	private final WaitGraph graph = new WaitGraph();

	private final Waiting waiting;

	private final Executor spares;

	private final ConcurrentHashMap<String, Loans> loans = new ConcurrentHashMap<>();

	Nesting(Waiting waiting, Executor spares) {
		this.waiting = waiting;
		this.spares = spares;
	}

	/**
	 * The computation of this engine that the calling thread works for.
	 */
	@Nullable Run current() {
		RunContext context = context();
		return (context != null && !context.isLeftOver()) ? context.run() : null;
	}

	/**
	 * The computation of this engine on whose behalf the calling thread acts, be it over.
	 */
	@Nullable Run origin() {
		RunContext context = context();
		return (context != null) ? context.run() : null;
	}

	private @Nullable RunContext context() {
		return (TaskContextHolder.get() instanceof RunContext context && context.run().nesting() == this) ? context
				: null;
	}

	/**
	 * Where runs of an executor start that got the slot of one that waits.
	 */
	Loans loans(String executor) {
		return this.loans.computeIfAbsent(executor, (name) -> new Loans(this.spares));
	}

	/**
	 * Notes that a computation runs another one on its own thread.
	 */
	Wait leads(Run parent, Run child) {
		return this.graph.add(List.of(parent), child);
	}

	/**
	 * Notes that a run that has no thread waits for another one.
	 * @throws CircularCallException if that one waits for it
	 */
	Wait follows(Run waiting, Run awaited) {
		return this.graph.add(List.of(waiting), awaited);
	}

	/**
	 * Lets a computation, or a thread whose transactions may hold values, wait for a
	 * flight.
	 * @param parent the computation; {@code null} for none
	 * @param inTransaction whether the thread counts
	 * @param flight the flight
	 * @param nanos how long at most
	 * @return whether the flight has landed
	 * @throws CircularCallException if the flight waits for the computation
	 * @throws TransactionCircleException if a transaction stands in the circle
	 */
	boolean await(@Nullable Run parent, boolean inTransaction, Flight flight, long nanos) throws InterruptedException {
		// Whoever claims is about to be answered, and waits for nobody.
		long start = this.waiting.nanoTime();
		if (flight.isClaiming() && !this.waiting.await(flight.takeoff(), nanos)) {
			return false;
		}
		Run awaited = flight.run();
		long left = nanos - (this.waiting.nanoTime() - start);
		if (awaited == null || flight.hasLanded()) {
			return this.waiting.await(flight.landing(), left);
		}
		Headroom.check();
		Wait wait = this.graph.add(waiters(parent, inTransaction), awaited);
		if (parent != null) {
			awaited.addWaiter();
		}
		try {
			return this.waiting.await(flight.landing(), left);
		}
		finally {
			if (parent != null) {
				awaited.removeWaiter();
			}
			wait.close();
		}
	}

	private static List<Object> waiters(@Nullable Run parent, boolean inTransaction) {
		List<Object> waiters = new ArrayList<>(2);
		if (parent != null) {
			waiters.add(parent);
		}
		if (inTransaction) {
			waiters.add(Thread.currentThread());
		}
		return waiters;
	}

	int waits() {
		return this.graph.size();
	}

}
