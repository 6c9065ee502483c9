package io.refcache.engine;

import java.util.concurrent.RejectedExecutionException;

import io.refcache.TaskStatus;
import io.refcache.engine.WaitGraph.Wait;
import io.refcache.store.Claim;
import io.refcache.store.Dependencies;
import io.refcache.store.Draft;
import io.refcache.store.Part;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.task.RunRejectedException;

/**
 * Gets a run under way for the call that leads a flight: claims the key, then hands the
 * run to its thread. The record is in the store before the run is handed over.
 */
final class Launcher {

	private final ReferenceStore store;

	private final Gets gets;

	private final Flights flights;

	private final LiveTasks tasks;

	private final Runs runs;

	private final RunSteps steps;

	private final Followers followers;

	private final TaskEvents events;

	private final String node;

	private final Runnable onRun;

	/**
	 * A launcher.
	 * @param store where it claims
	 * @param gets counts what it finds
	 * @param flights where callers meet
	 * @param tasks the handles of runs
	 * @param runs makes runs
	 * @param steps ends those that no thread takes
	 * @param followers finds the run that holds a key
	 * @param events who is told
	 * @param node the id of this node
	 * @param onRun called before each run
	 */
	Launcher(ReferenceStore store, Gets gets, Flights flights, LiveTasks tasks, Runs runs, RunSteps steps,
			Followers followers, TaskEvents events, String node, Runnable onRun) {
		this.store = store;
		this.gets = gets;
		this.flights = flights;
		this.tasks = tasks;
		this.runs = runs;
		this.steps = steps;
		this.followers = followers;
		this.events = events;
		this.node = node;
		this.onRun = onRun;
	}

	/**
	 * Leads a flight. When this returns, the flight has landed, or its run will land it,
	 * whatever was thrown on the way.
	 */
	void lead(Flight flight, Call call) {
		Run run = null;
		try {
			ReferenceRecord hit = this.store.lookup(flight.key(), Part.FULL);
			if (hit != null && hit.status() == TaskStatus.COMPLETE) {
				this.gets.hit();
				this.flights.land(flight, new Outcome.Found(hit));
				return;
			}
			run = this.runs.first(flight, call);
			this.tasks.register(run);
			this.onRun.run();
			if (claim(run)) {
				dispatch(run);
			}
		}
		catch (Throwable ex) {
			if (run != null) {
				this.tasks.unregister(run);
			}
			this.flights.land(flight, new Outcome.Aborted(ex));
		}
	}

	private boolean claim(Run run) {
		Flight flight = run.flight();
		TaskStatus status = run.isTask() ? TaskStatus.PENDING : TaskStatus.PROCESSING;
		Draft draft = Draft
			.run(run.id(), run.operation(), run.call().protection(), status, run.current().token(), this.node, null)
			.withDependencies(dependencies(run));
		Claim claim = this.store.claim(flight.key(), draft, null);
		if (claim instanceof Claim.Granted granted) {
			this.gets.missed(granted.stale());
			flight.claimed(run);
			this.events.submitted(run, claim.record());
			return true;
		}
		this.tasks.unregister(run);
		meet(flight, claim.record());
		return false;
	}

	private static Dependencies dependencies(Run run) {
		Dependencies given = run.call().given().dependencies(run.call().awaitsInputs());
		return run.isWithheld() ? given.asWithheld() : given;
	}

	/**
	 * Lands the flight with the record that holds its key, now or when that has ended.
	 */
	private void meet(Flight flight, ReferenceRecord holder) {
		if (holder.status() == TaskStatus.COMPLETE) {
			this.gets.hit();
			this.flights.land(flight, new Outcome.Found(holder));
			return;
		}
		Run other = this.followers.follow(holder);
		if (other == null) {
			this.flights.land(flight, new Outcome.StartOver(null));
			return;
		}
		this.gets.joined();
		flight.claimed(other);
		other.flight().landing().thenAccept((outcome) -> this.flights.land(flight, outcome));
	}

	private void dispatch(Run run) {
		Run parent = run.call().parent();
		Wait wait = null;
		try {
			this.tasks.checkOpen(run);
			wait = (parent != null) ? run.nesting().leads(parent, run) : null;
			run.dispatch();
		}
		catch (RunRejectedException ex) {
			this.steps.fail(run.current(), ex);
		}
		catch (RejectedExecutionException ex) {
			// The claim is in the store, and others may follow it: it has to end there.
			this.steps.refuse(run.current(), ex);
		}
		catch (Throwable ex) {
			// An executor that fails, as when no thread can be started.
			this.steps.fail(run.current(), ex);
		}
		finally {
			if (wait != null) {
				wait.close();
			}
		}
	}

}
