package io.refcache.engine;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.refcache.TaskStatus;
import io.refcache.store.Claim;
import io.refcache.store.Draft;
import io.refcache.store.Part;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.task.RunExecutor;
import io.refcache.task.RunRejectedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gets a run under way for the call that leads a flight: claims the key, then hands the
 * run to its thread. The record is in the store before the run is handed over.
 */
final class Launcher {

	private static final Log logger = LogFactory.getLog(Launcher.class);

	private final ReferenceStore store;

	private final Flights flights;

	private final LiveTasks tasks;

	private final RunSteps steps;

	private final Followers followers;

	private final IdSource ids;

	private final Function<String, RunExecutor> executors;

	Launcher(ReferenceStore store, Flights flights, LiveTasks tasks, RunSteps steps, Followers followers, IdSource ids,
			Function<String, RunExecutor> executors) {
		this.store = store;
		this.flights = flights;
		this.tasks = tasks;
		this.steps = steps;
		this.followers = followers;
		this.ids = ids;
		this.executors = executors;
	}

	/**
	 * Leads a flight. When this returns, the flight has landed, or its run will land it,
	 * whatever was thrown on the way.
	 */
	void lead(Flight flight, CallSpec spec, Work work) {
		Run run = null;
		try {
			ReferenceRecord hit = this.store.lookup(flight.key(), Part.FULL);
			if (hit != null && hit.status() == TaskStatus.COMPLETE) {
				this.flights.land(flight, new Outcome.Found(hit));
				return;
			}
			run = new Run(flight, this.ids.next(), spec, work, this.steps, executorOf(spec));
			this.tasks.register(run);
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
		Draft draft = Draft.run(run.id(), run.operation(), flight.key().namespace(), status, run.token(),
				this.ids.node(), null);
		Claim claim = this.store.claim(flight.key(), draft, null);
		if (claim instanceof Claim.Granted) {
			flight.claimed(run.id());
			if (logger.isDebugEnabled()) {
				logger.debug("Task '%s' (%s) is to run on %s".formatted(run.id(), run.operation().name(),
						run.isTask() ? "executor '%s'".formatted(run.spec().executor()) : "its caller's thread"));
			}
			return true;
		}
		this.tasks.unregister(run);
		meet(flight, claim.record());
		return false;
	}

	/**
	 * Lands the flight with the record that holds its key, now or when that has ended.
	 */
	private void meet(Flight flight, ReferenceRecord holder) {
		if (holder.status() == TaskStatus.COMPLETE) {
			this.flights.land(flight, new Outcome.Found(holder));
			return;
		}
		Flight other = this.followers.follow(holder);
		if (other == null) {
			this.flights.land(flight, new Outcome.StartOver(null));
			return;
		}
		flight.claimed(holder.id());
		other.landing().thenAccept((outcome) -> this.flights.land(flight, outcome));
	}

	private void dispatch(Run run) {
		try {
			run.dispatch();
		}
		catch (RejectedExecutionException ex) {
			// The claim is in the store, and others may follow it: it has to end there.
			this.steps.fail(run, new RunRejectedException("'%s' was refused: executor '%s' takes no more (%s)"
				.formatted(run.operation().name(), run.spec().executor(), ex.getMessage()), ex));
		}
		catch (Throwable ex) {
			// An executor that fails, as when no thread can be started.
			this.steps.fail(run, ex);
		}
	}

	private @Nullable RunExecutor executorOf(CallSpec spec) {
		return spec.onCallersThread() ? null : this.executors.apply(spec.executor());
	}

}
