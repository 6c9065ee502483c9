package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import io.refcache.RefCacheException;
import io.refcache.TaskError;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.TaskTimeoutException;
import io.refcache.store.Change;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.StepResult;
import io.refcache.task.RunRejectedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The steps that a run takes in the store.
 */
final class RunSteps {

	private static final Log logger = LogFactory.getLog(RunSteps.class);

	private final ReferenceStore store;

	private final LiveTasks tasks;

	private final Endings endings;

	private final TaskErrors errors;

	private final TaskEvents events;

	private final IdSource ids;

	private final EngineSettings settings;

	RunSteps(ReferenceStore store, LiveTasks tasks, Endings endings, TaskErrors errors, TaskEvents events, IdSource ids,
			EngineSettings settings) {
		this.store = store;
		this.tasks = tasks;
		this.endings = endings;
		this.errors = errors;
		this.events = events;
		this.ids = ids;
		this.settings = settings;
	}

	/**
	 * The body is about to start.
	 * @return {@code false} if the run has ended meanwhile
	 */
	boolean start(Attempt attempt) {
		Run run = attempt.ofRun();
		boolean claimedAsProcessing = !run.isTask() && attempt.number() == 1;
		if (claimedAsProcessing && !this.events.isHeard(run)) {
			// There is nothing to write.
			return true;
		}
		if (claimedAsProcessing && tellOfStart(attempt)) {
			return true;
		}
		StepResult result = this.store.update(run.id(), Guard.running(attempt.token()), Change.start());
		if (result instanceof StepResult.Applied applied) {
			if (logger.isDebugEnabled()) {
				logger.debug("Task '%s' (%s) starts attempt %d".formatted(run.id(), run.operation().name(),
						attempt.number()));
			}
			this.events.started(run, applied.after());
			return true;
		}
		this.endings.end(run, () -> result, null);
		return false;
	}

	/**
	 * Tells of the start of what was claimed as started: there is nothing to write.
	 * @return {@code false} if something has come before
	 */
	private boolean tellOfStart(Attempt attempt) {
		ReferenceRecord record = this.store.find(attempt.ofRun().id(), Part.HEAD);
		if (record == null || record.status() != TaskStatus.PROCESSING || record.run() != attempt.token()) {
			return false;
		}
		this.events.started(attempt.ofRun(), record);
		return true;
	}

	/**
	 * The body has returned, and its thread is free.
	 */
	void returned(Attempt attempt) {
		this.tasks.returned(attempt);
	}

	void report(Attempt attempt, TaskProgress reported) {
		Run run = attempt.ofRun();
		TaskProgress progress = run.isWithheld() ? reported.withoutMessage() : reported;
		if (this.store.progress(run.id(), attempt.token(), progress) && this.events.isHeard(run)) {
			ReferenceRecord record = this.store.find(run.id(), Part.HEAD);
			if (record != null && !record.status().isEnded()) {
				this.events.progressed(run, record);
			}
		}
		Run waited = run.call().behalf();
		if (waited != null) {
			report(waited.current(), progress);
		}
	}

	/**
	 * Publishes a reference before it leaves the engine.
	 * @return the record; {@code null} if it has ended
	 */
	@Nullable ReferenceRecord publish(RefId id) {
		StepResult result = this.store.update(id, Guard.unended(), Change.publishing());
		return (result instanceof StepResult.Applied applied) ? applied.after() : null;
	}

	/**
	 * Keeps what is said of a computation in words from all whom it does not concern.
	 * @return the record as it is then
	 */
	ReferenceRecord withhold(ReferenceRecord record) {
		if (record.dependencies().withheld()) {
			return record;
		}
		StepResult result = this.store.update(record.id(), Guard.any(), Change.withholding());
		return (result instanceof StepResult.Applied applied) ? applied.after() : record;
	}

	void succeed(Attempt attempt, @Nullable Object value, boolean cacheable) {
		Run run = attempt.ofRun();
		CallSpec spec = run.spec();
		boolean hits = cacheable && (!run.call().awaitsInputs() || isTold(run));
		Change change = Change.succeed(value, spec.ttl(), this.settings.retention(), spec.answersWithReference(),
				!hits);
		attempt.flushProgress();
		this.endings.end(run, () -> update(attempt, change), null);
		if (logger.isDebugEnabled()) {
			logger.debug("Task '%s' (%s) has its value%s".formatted(run.id(), run.operation().name(),
					hits ? "" : ", which its key does not hit"));
		}
	}

	/**
	 * Nobody looks for what waited for references by its key: that would keep it in vain.
	 */
	private boolean isTold(Run run) {
		ReferenceRecord record = this.store.find(run.id(), Part.HEAD);
		return run.spec().answersWithReference() || (record != null && record.published());
	}

	void fail(Attempt attempt, Throwable failure) {
		Run run = attempt.ofRun();
		Throwable told = run.told(failure);
		TaskError error = this.errors.of(told);
		attempt.flushProgress();
		Outcome outcome = this.endings.fail(run, failure, told, () -> update(attempt, failing(error)));
		// Not if the run had ended before, as by a shutdown: that error is not this one.
		boolean published = outcome instanceof Outcome.Ended ended && error.equals(ended.record().error())
				&& ended.record().published();
		String text = "Task '%s' (%s) failed, error id %s".formatted(run.id(), run.operation().name(), error.id());
		if (published || run.isWithheld()) {
			// Somebody has the id, and not the exception.
			logger.warn(text, told);
		}
		else if (logger.isDebugEnabled()) {
			logger.debug(text, told);
		}
	}

	/**
	 * The executor did not take it.
	 * @return what the caller is told
	 */
	RunRejectedException refuse(Attempt attempt, RejectedExecutionException cause) {
		Run run = attempt.ofRun();
		RunRejectedException rejection = new RunRejectedException(RunRejectedException.Limit.EXECUTOR,
				"'%s' was refused: executor '%s' takes no more (%s)".formatted(run.operation().name(),
						run.spec().executor(), cause.getMessage()),
				cause);
		this.tasks.rejected(run, rejection);
		fail(attempt, rejection);
		return rejection;
	}

	/**
	 * The body has run for too long. If it has returned meanwhile, what it returned
	 * counts.
	 */
	void timeOut(Attempt attempt, Duration limit) {
		Run run = attempt.ofRun();
		TaskTimeoutException failure = new TaskTimeoutException(run.operation().name(), limit);
		attempt.flushProgress();
		Change change = failing(this.errors.of(failure));
		if (this.endings.failIfNothingCame(run, failure, () -> update(attempt, change))) {
			logger.warn("Task '%s': %s".formatted(run.id(), failure.getMessage()));
		}
	}

	/**
	 * An attempt failed, and another one is to come.
	 * @return the token of the next attempt; {@code null} if there is none
	 */
	@Nullable Long retryLater(Attempt attempt, Throwable failure, Duration wait) {
		Run run = attempt.ofRun();
		long token = this.ids.token();
		Throwable told = run.told(failure);
		TaskError error = this.errors.of(told);
		StepResult result = this.store.update(run.id(), Guard.running(attempt.token()),
				Change.retry(token, error, wait));
		if (result instanceof StepResult.Applied applied) {
			String text = "Task '%s' (%s) failed attempt %d of %d, and is tried again in %s: %s, error id %s".formatted(
					run.id(), run.operation().name(), attempt.number(), run.operation().maxRetries() + 1, wait,
					error.simpleType(), error.id());
			if (logger.isDebugEnabled()) {
				logger.debug(text, told);
			}
			else {
				logger.info(text);
			}
			this.events.retried(run, applied.after(), told);
			return token;
		}
		return null;
	}

	/**
	 * Cancels whatever runs under a reference.
	 * @return whether something did
	 */
	boolean cancel(RefId id) {
		Run reporting = this.tasks.find(id);
		if (reporting != null) {
			reporting.current().flushProgress();
		}
		StepResult result = cancelled(id);
		boolean applied = result instanceof StepResult.Applied;
		if (!applied && !isCancelled(result)) {
			return false;
		}
		// A retry may have begun meanwhile, with another handle; or the body has ended,
		// found the task cancelled, and taken the handle away.
		Run current = this.tasks.find(id);
		Run run = (current != null) ? current : reporting;
		if (run != null) {
			this.endings.end(run, () -> result, null);
		}
		return applied;
	}

	private StepResult cancelled(RefId id) {
		try {
			return this.store.update(id, Guard.unended(), Change.cancel(this.settings.retention()));
		}
		catch (RuntimeException ex) {
			// It may have been taken.
			ReferenceRecord record = this.store.find(id, Part.HEAD);
			if (record == null || record.status() != TaskStatus.CANCELLED) {
				throw ex;
			}
			return new StepResult.Applied(record);
		}
	}

	/** Its body may go on, if whoever cancelled it was not told so by the store. */
	private static boolean isCancelled(StepResult result) {
		return result instanceof StepResult.Refused refused && refused.current().status() == TaskStatus.CANCELLED;
	}

	/**
	 * Ends a run because the engine does.
	 * @return whether it had not ended
	 */
	boolean shutDown(Run run) {
		RefCacheException failure = new RefCacheException(
				"Task '%s' (%s) was interrupted by shutdown".formatted(run.id(), run.operation().name()));
		run.current().flushProgress();
		Change change = failing(this.errors.of(failure));
		Outcome outcome = this.endings.fail(run, failure, failure, () -> updateAny(run, change));
		return outcome instanceof Outcome.Ended ended && ended.failure() == failure;
	}

	/**
	 * Ends a run for a reason that concerns the caller on whose thread it was alone.
	 */
	void abandon(Attempt attempt, Throwable failure) {
		this.endings.end(attempt.ofRun(), () -> update(attempt, failing(this.errors.of(attempt.ofRun().told(failure)))),
				(result) -> new Outcome.StartOver(failure));
	}

	/**
	 * Ends a run whose value was rolled back. Those who wait for it start over.
	 */
	void rollBack(Attempt attempt) {
		Run run = attempt.ofRun();
		TaskError error = this.errors
			.of(new RefCacheException("Task '%s' (%s) was rolled back with the transaction of its caller"
				.formatted(run.id(), run.operation().name())));
		this.endings.end(run, () -> update(attempt, failing(error)), (result) -> new Outcome.StartOver(null));
	}

	private Change failing(TaskError error) {
		return Change.fail(error, this.settings.retention());
	}

	private StepResult update(Attempt attempt, Change change) {
		return this.store.update(attempt.ofRun().id(), Guard.running(attempt.token()), change);
	}

	/** A retry may give the run another token meanwhile. */
	private StepResult updateAny(Run run, Change change) {
		StepResult result = update(run.current(), change);
		while (result instanceof StepResult.Refused refused && !refused.current().status().isEnded()
				&& refused.current().owner().equals(this.ids.node())) {
			result = this.store.update(run.id(), Guard.running(refused.current().run()), change);
		}
		return result;
	}

}
