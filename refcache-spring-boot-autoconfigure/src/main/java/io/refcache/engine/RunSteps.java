package io.refcache.engine;

import java.util.function.Function;

import io.refcache.RefCacheException;
import io.refcache.RefCacheStoreException;
import io.refcache.TaskCancelledException;
import io.refcache.TaskError;
import io.refcache.TaskProgress;
import io.refcache.store.Change;
import io.refcache.store.Guard;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.StepResult;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The steps that a run takes in the store, with what follows from each on this node.
 * After an end, always in this order: the step, the flight leaves the map, the handle
 * goes, the flight lands with what the store holds now.
 */
final class RunSteps {

	private static final Log logger = LogFactory.getLog(RunSteps.class);

	private static final int MAX_MESSAGE = 1024;

	private final ReferenceStore store;

	private final Flights flights;

	private final LiveTasks tasks;

	private final TaskErrors errors;

	private final EngineSettings settings;

	RunSteps(ReferenceStore store, Flights flights, LiveTasks tasks, TaskErrors errors, EngineSettings settings) {
		this.store = store;
		this.flights = flights;
		this.tasks = tasks;
		this.errors = errors;
		this.settings = settings;
	}

	/**
	 * The body is about to start.
	 * @return {@code false} if the run has ended meanwhile
	 */
	boolean start(Run run) {
		if (!run.isTask()) {
			// Claimed as processing: there is nothing to write.
			return true;
		}
		StepResult result = this.store.update(run.id(), Guard.running(run.token()), Change.start());
		if (result instanceof StepResult.Applied) {
			return true;
		}
		release(run);
		land(run, outcome(run, result, null));
		return false;
	}

	void report(Run run, TaskProgress progress) {
		String message = progress.message();
		boolean tooLong = message != null && message.length() > MAX_MESSAGE;
		this.store.progress(run.id(), run.token(), (message != null && tooLong) ? new TaskProgress(progress.current(),
				progress.total(), message.substring(0, MAX_MESSAGE - 1) + "…", progress.percentage()) : progress);
	}

	void succeed(Run run, @Nullable Object value, boolean cacheable) {
		CallSpec spec = run.spec();
		end(run, Change.succeed(value, spec.ttl(), this.settings.retention(), spec.answersWithReference(), !cacheable),
				null);
		if (logger.isDebugEnabled()) {
			logger.debug("Task '%s' (%s) has its value%s".formatted(run.id(), run.operation().name(),
					cacheable ? "" : ", which its key does not hit"));
		}
	}

	void fail(Run run, Throwable failure) {
		TaskError error = this.errors.of(failure);
		Outcome outcome = end(run, Change.fail(error, this.settings.retention()), failure);
		// Not if the run had ended before, as by a shutdown: that error is not this one.
		boolean published = outcome instanceof Outcome.Ended ended && error.equals(ended.record().error())
				&& ended.record().published();
		String text = "Task '%s' (%s) failed, error id %s".formatted(run.id(), run.operation().name(), error.id());
		if (published) {
			logger.warn(text, failure);
		}
		else if (logger.isDebugEnabled()) {
			logger.debug(text, failure);
		}
	}

	/**
	 * Ends a run because the engine does.
	 */
	void shutDown(Run run) {
		RefCacheException failure = new RefCacheException(
				"Task '%s' (%s) was interrupted by shutdown".formatted(run.id(), run.operation().name()));
		logger.info(failure.getMessage());
		end(run, Change.fail(this.errors.of(failure), this.settings.retention()), failure);
	}

	/**
	 * Ends a run for a reason that concerns the caller on whose thread it was alone.
	 */
	void abandon(Run run, Throwable failure) {
		Change change = Change.fail(this.errors.of(failure), this.settings.retention());
		finish(run, change, (result) -> new Outcome.StartOver(failure));
	}

	/**
	 * Lands the flight of a run, unless it has landed.
	 */
	void land(Run run, Outcome outcome) {
		this.flights.land(run.flight(), outcome);
	}

	/**
	 * Drops the handle of a run whose body has returned, or will not start.
	 */
	void release(Run run) {
		this.tasks.unregister(run);
	}

	private Outcome end(Run run, Change change, @Nullable Throwable failure) {
		return finish(run, change, (result) -> outcome(run, result, failure));
	}

	private Outcome finish(Run run, Change change, Function<StepResult, Outcome> outcomes) {
		Outcome outcome;
		try {
			outcome = outcomes.apply(this.store.update(run.id(), Guard.running(run.token()), change));
		}
		catch (Throwable ex) {
			outcome = new Outcome.Aborted(
					new RefCacheStoreException("The end of task '%s' could not be written".formatted(run.id()), ex));
		}
		this.flights.remove(run.flight());
		release(run);
		land(run, outcome);
		return outcome;
	}

	private static Outcome outcome(Run run, StepResult result, @Nullable Throwable failure) {
		if (result instanceof StepResult.Applied applied) {
			return new Outcome.Ended(applied.after(), failure);
		}
		ReferenceRecord current = (result instanceof StepResult.Refused refused) ? refused.current() : null;
		if (current != null && current.status().isEnded()) {
			return new Outcome.Ended(current, null);
		}
		return new Outcome.Aborted(new TaskCancelledException(run.id().toString()));
	}

}
