package io.refcache.engine;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.refcache.RefWaitInterruptedException;
import io.refcache.TaskProgress;
import io.refcache.store.Operation;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.task.RunExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One run of a body: the live handle behind a reference.
 */
final class Run implements Runnable {

	private static final Log logger = LogFactory.getLog(Run.class);

	private final Flight flight;

	private final IdSource.Ids ids;

	private final CallSpec spec;

	private final Work work;

	private final RunSteps steps;

	private final @Nullable RunExecutor executor;

	private final Interruption interruption = new Interruption();

	private volatile @Nullable CompletionStage<?> stage;

	private volatile boolean reportFailed;

	/**
	 * A run that has not started.
	 * @param flight where its callers meet
	 * @param ids its reference and token
	 * @param spec what the call says
	 * @param work the body
	 * @param steps the steps that it takes in the store
	 * @param executor what will run it; {@code null} for the caller's thread
	 */
	Run(Flight flight, IdSource.Ids ids, CallSpec spec, Work work, RunSteps steps, @Nullable RunExecutor executor) {
		this.flight = flight;
		this.ids = ids;
		this.spec = spec;
		this.work = work;
		this.steps = steps;
		this.executor = executor;
	}

	RefId id() {
		return this.ids.refId();
	}

	long token() {
		return this.ids.run();
	}

	CallSpec spec() {
		return this.spec;
	}

	Operation operation() {
		return this.spec.operation();
	}

	Flight flight() {
		return this.flight;
	}

	/**
	 * Whether it runs on an executor.
	 */
	boolean isTask() {
		return this.executor != null;
	}

	/**
	 * Hands the run to its thread.
	 */
	void dispatch() {
		if (this.executor != null) {
			this.executor.execute(this);
		}
		else {
			run();
		}
	}

	@Override
	public void run() {
		if (!this.interruption.enter()) {
			return;
		}
		Object result = null;
		Throwable failure = null;
		boolean interrupted = false;
		try {
			if (!this.steps.start(this)) {
				return;
			}
			result = this.work.compute(this::report);
		}
		catch (Throwable ex) {
			failure = ex;
		}
		finally {
			interrupted = this.interruption.exit();
		}
		try {
			end(result, failure, interrupted);
		}
		catch (Throwable ex) {
			// A stage or an exception of the body's own kind.
			this.steps.fail(this, ex);
		}
	}

	private void end(@Nullable Object result, @Nullable Throwable failure, boolean interrupted) {
		if (isOfCaller(failure) && !interrupted && !isTask()) {
			this.steps.abandon(this, Objects.requireNonNull(failure));
		}
		else if (failure != null) {
			this.steps.fail(this, failure);
		}
		else if (!this.spec.staged()) {
			succeed(result);
		}
		else if (result instanceof CompletionStage<?> pending) {
			endWith(pending);
		}
		else {
			this.steps.fail(this, new IllegalStateException("'%s' returned null instead of a %s"
				.formatted(operation().name(), CompletionStage.class.getSimpleName())));
		}
	}

	/** Its thread was interrupted from outside, in the body or while that waited. */
	private static boolean isOfCaller(@Nullable Throwable failure) {
		return failure instanceof InterruptedException || failure instanceof RefWaitInterruptedException;
	}

	private void endWith(CompletionStage<?> pending) {
		this.stage = pending;
		pending.whenComplete((value, ex) -> {
			if (ex != null) {
				this.steps.fail(this,
						(ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex);
			}
			else {
				succeed(value);
			}
		});
		if (this.flight.hasLanded()) {
			// It was cancelled before the stage was known.
			cancelStage();
		}
	}

	private void succeed(@Nullable Object value) {
		boolean cacheable;
		try {
			cacheable = this.work.isCacheable(value);
		}
		catch (Throwable ex) {
			this.steps.fail(this, ex);
			return;
		}
		this.steps.succeed(this, value, cacheable);
	}

	/**
	 * Follows a cancellation that is in the store already.
	 */
	void cancelled(ReferenceRecord record) {
		this.steps.land(this, new Outcome.Ended(record, null));
		if (this.interruption.interrupt()) {
			if (this.executor != null) {
				this.executor.remove(this);
			}
			this.steps.release(this);
		}
		cancelStage();
	}

	/**
	 * Ends the run because the engine does: its callers are told, and its body is
	 * interrupted.
	 */
	void shutDown() {
		this.steps.shutDown(this);
		if (this.interruption.interrupt() && this.executor != null) {
			this.executor.remove(this);
		}
		cancelStage();
	}

	private void cancelStage() {
		CompletionStage<?> pending = this.stage;
		if (pending != null) {
			try {
				pending.toCompletableFuture().cancel(true);
			}
			catch (RuntimeException ex) {
				logger.debug("The stage of '%s' cannot be cancelled".formatted(operation().name()), ex);
			}
		}
	}

	/** Never throws: a wrong report must not fail the work that it reports. */
	private void report(long current, long total, @Nullable String message) {
		try {
			this.steps.report(this, TaskProgress.of(current, total, message));
		}
		catch (RuntimeException ex) {
			if (!this.reportFailed) {
				this.reportFailed = true;
				logger.warn("Progress of '%s' could not be published".formatted(id()), ex);
			}
		}
	}

}
