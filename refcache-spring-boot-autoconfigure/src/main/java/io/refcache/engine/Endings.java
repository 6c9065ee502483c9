package io.refcache.engine;

import java.util.function.Function;
import java.util.function.Supplier;

import io.refcache.RefCacheStoreException;
import io.refcache.TaskCancelledException;
import io.refcache.TaskStatus;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.StepResult;
import org.jspecify.annotations.Nullable;

/**
 * The end of runs on this node, always in this order: the step in the store, the flight
 * leaves the map, the handle goes, the flight lands with what the store holds now, what
 * is left of the run is stopped, the listeners are told.
 */
final class Endings {

	private final Flights flights;

	private final LiveTasks tasks;

	private final Replays replays;

	private final TaskEvents events;

	Endings(Flights flights, LiveTasks tasks, Replays replays, TaskEvents events) {
		this.flights = flights;
		this.tasks = tasks;
		this.replays = replays;
		this.events = events;
	}

	/**
	 * Ends a run with an error, and keeps its call if another attempt could help.
	 * @param run the run
	 * @param failure the error
	 * @param told the error as it may be told
	 * @param step the step in the store
	 */
	Outcome fail(Run run, Throwable failure, Throwable told, Supplier<StepResult> step) {
		keepCall(run, failure);
		return end(run, step, (result) -> outcome(run, result, failure), told);
	}

	/**
	 * Ends a run with an error, unless something else has come first: whoever did that
	 * goes on with it.
	 * @return whether it has that error now
	 */
	boolean failIfNothingCame(Run run, Throwable failure, Supplier<StepResult> step) {
		keepCall(run, failure);
		StepResult result;
		try {
			result = step.get();
		}
		catch (RuntimeException | Error ex) {
			// It may have been taken: the body must not go on as if it had not.
			end(run, () -> {
				throw ex;
			}, (same) -> outcome(run, same, failure), failure);
			return false;
		}
		if (!isRetained(result)) {
			this.replays.drop(run.id());
		}
		boolean applied = result instanceof StepResult.Applied;
		if (applied) {
			end(run, () -> result, (same) -> outcome(run, same, failure), failure);
		}
		return applied;
	}

	private void keepCall(Run run, Throwable failure) {
		if (run.operation().maxRetries() > 0 && run.retries().allowsByHand(failure)) {
			this.replays.keep(run);
		}
	}

	/**
	 * Ends a run.
	 * @param run the run
	 * @param step the step in the store
	 * @param outcomes makes the outcome of what the step answered; {@code null} for what
	 * the store holds then
	 */
	Outcome end(Run run, Supplier<StepResult> step, @Nullable Function<StepResult, Outcome> outcomes) {
		return end(run, step, (outcomes != null) ? outcomes : (result) -> outcome(run, result, null), null);
	}

	private Outcome end(Run run, Supplier<StepResult> step, Function<StepResult, Outcome> outcomes,
			@Nullable Throwable failure) {
		StepResult result = null;
		Outcome outcome;
		try {
			result = step.get();
			outcome = outcomes.apply(result);
		}
		catch (Throwable ex) {
			outcome = new Outcome.Aborted((ex instanceof StackOverflowError) ? ex : unwritten(run, ex, failure));
		}
		try {
			if (!isRetained(result)) {
				this.replays.drop(run.id());
			}
			this.flights.remove(run.flight());
			this.tasks.unregister(run);
		}
		finally {
			// Also where there is hardly any stack left.
			run.flight().land(outcome);
		}
		run.stop();
		if (result instanceof StepResult.Applied applied && applied.after().status().isEnded() && run.isToBeTold()) {
			this.events.ended(run, applied.after(), failure);
		}
		else if (result instanceof StepResult.Refused refused && refused.current().status() == TaskStatus.CANCELLED
				&& run.isToBeTold()) {
			// Whoever cancelled it may have looked for its handle too early, and again
			// too late.
			this.events.ended(run, refused.current(), null);
		}
		return outcome;
	}

	private static RefCacheStoreException unwritten(Run run, Throwable cause, @Nullable Throwable failure) {
		RefCacheStoreException unwritten = new RefCacheStoreException(
				"The end of task '%s' could not be written".formatted(run.id()), cause);
		if (failure != null && failure != cause) {
			unwritten.addSuppressed(failure);
		}
		return unwritten;
	}

	/** Whether somebody may ask for the failure, and for another attempt. */
	private static boolean isRetained(@Nullable StepResult result) {
		if (result instanceof StepResult.Refused refused && !refused.current().status().isEnded()) {
			// A retry has begun meanwhile, and may need the call when it fails.
			return true;
		}
		ReferenceRecord record = null;
		if (result instanceof StepResult.Applied applied) {
			record = applied.after();
		}
		else if (result instanceof StepResult.Refused refused) {
			record = refused.current();
		}
		return record != null && record.status() == TaskStatus.FAILED && record.published();
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
