package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import io.refcache.RefNotFoundException;
import io.refcache.RetryRefusedException.Reason;
import io.refcache.RetryRefusedException;
import io.refcache.TaskStatus;
import io.refcache.engine.Replays.Replay;
import io.refcache.store.Change;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.StepResult;
import io.refcache.task.RunRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Runs failed tasks again under their references: a claim of the key with an id that is
 * there already. Of those who retry one reference at the same time one does it, and the
 * others get what comes of it.
 */
final class ManualRetries {

	private static final Duration LANDING = Duration.ofSeconds(10);

	private final ReferenceStore store;

	private final LiveTasks tasks;

	private final Replays replays;

	private final Runs runs;

	private final RunSteps steps;

	private final TaskEvents events;

	private final Runnable onRun;

	private final ConcurrentHashMap<RefId, Underway> underway = new ConcurrentHashMap<>();

	ManualRetries(ReferenceStore store, LiveTasks tasks, Replays replays, Runs runs, RunSteps steps, TaskEvents events,
			Runnable onRun) {
		this.store = store;
		this.tasks = tasks;
		this.replays = replays;
		this.runs = runs;
		this.steps = steps;
		this.events = events;
		this.onRun = onRun;
	}

	Replays replays() {
		return this.replays;
	}

	ReferenceRecord retry(RefId id) {
		Started started = start(id);
		if (started.run() == null) {
			return started.record();
		}
		this.events.retried(started.run(), started.record(), null);
		dispatch(started.run());
		return started.record();
	}

	/** Listeners and bodies come later: they may retry as well. */
	private Started start(RefId id) {
		Underway own = new Underway();
		Underway other = this.underway.putIfAbsent(id, own);
		if (other != null) {
			return new Started(join(id, other), null);
		}
		try {
			Started started = claim(id);
			own.complete(started.record());
			return started;
		}
		catch (RuntimeException | Error ex) {
			own.completeExceptionally(ex);
			throw ex;
		}
		finally {
			this.underway.remove(id, own);
		}
	}

	private static ReferenceRecord join(RefId id, Underway other) {
		if (other.thread == Thread.currentThread()) {
			// A listener that is told of a refusal.
			throw refuse(id, Reason.NOT_FAILED, "its retry has begun");
		}
		try {
			return other.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() != null) ? Rethrow.asIs(ex.getCause()) : ex;
		}
	}

	private Started claim(RefId id) {
		ReferenceRecord record = failed(id);
		Replay replay = this.replays.get(id);
		if (replay == null) {
			throw refuse(id, Reason.NOT_REPLAYABLE,
					"it failed with %s, which another attempt would not change, or its call is not at hand any more"
						.formatted(simpleType(record)));
		}
		Run run = this.runs.again(id, record.attempt() + 1, replay.call());
		if (record.dependencies().withheld()) {
			run.flight().withhold();
		}
		this.tasks.register(run);
		this.onRun.run();
		StepResult result;
		try {
			result = this.store.update(id, Guard.failedWithFreeKey(record.run()), retrying(run));
		}
		catch (RuntimeException | Error ex) {
			this.tasks.unregister(run);
			throw ex;
		}
		if (!(result instanceof StepResult.Applied applied)) {
			this.tasks.unregister(run);
			throw refusal(id, result);
		}
		run.flight().claimed(run);
		return new Started(applied.after(), run);
	}

	private static String simpleType(ReferenceRecord record) {
		return (record.error() != null) ? record.error().simpleType() : "an error";
	}

	private static Change retrying(Run run) {
		return Change.retry(run.current().token(), null, Duration.ZERO);
	}

	private void dispatch(Run run) {
		try {
			this.tasks.checkOpen(run);
			run.dispatch();
		}
		catch (RunRejectedException ex) {
			this.steps.fail(run.current(), ex);
			throw ex;
		}
		catch (RejectedExecutionException ex) {
			throw this.steps.refuse(run.current(), ex);
		}
		catch (RuntimeException | Error ex) {
			this.steps.fail(run.current(), ex);
			throw ex;
		}
	}

	private ReferenceRecord failed(RefId id) {
		Run live = this.tasks.find(id);
		ReferenceRecord record = this.store.find(id, Part.HEAD);
		if (record == null) {
			throw new RefNotFoundException(id.toString());
		}
		if (record.status() != TaskStatus.FAILED) {
			throw notFailed(record);
		}
		if (record.attempt() > record.operation().maxRetries()) {
			throw refuse(id, Reason.EXHAUSTED,
					"its %d retries are used up; call again".formatted(record.operation().maxRetries()));
		}
		// Its end is in the store, and its flight is about to land, unless that waits for
		// this thread.
		if ((live != null && !live.awaitLanding(LANDING)) || this.tasks.isStopping(id)) {
			throw refuse(id, Reason.STILL_STOPPING,
					"the body of its last attempt has not returned; try again when it has");
		}
		return record;
	}

	private static RetryRefusedException refusal(RefId id, StepResult result) {
		if (result instanceof StepResult.Refused refused) {
			return (refused.current().status() != TaskStatus.FAILED) ? notFailed(refused.current()) : refuse(id,
					Reason.SUPERSEDED, "another run has its key, or the value of one; call again to get that");
		}
		throw new RefNotFoundException(id.toString());
	}

	private static RetryRefusedException notFailed(ReferenceRecord record) {
		return refuse(record.id(), Reason.NOT_FAILED,
				"only failed tasks can be, and it is %s".formatted(record.status().text()));
	}

	private static RetryRefusedException refuse(RefId id, Reason reason, String message) {
		return new RetryRefusedException(id.toString(), reason, message);
	}

	/**
	 * A retry that is not in the store yet.
	 */
	private static final class Underway extends CompletableFuture<ReferenceRecord> {

		private final Thread thread = Thread.currentThread();

	}

	/**
	 * A retry that is in the store.
	 *
	 * @param record the record
	 * @param run its run; {@code null} if another thread goes on with it
	 */
	private record Started(ReferenceRecord record, @Nullable Run run) {

	}

}
