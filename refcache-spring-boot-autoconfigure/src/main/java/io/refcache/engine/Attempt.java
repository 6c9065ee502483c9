package io.refcache.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.refcache.RefWaitInterruptedException;
import io.refcache.TaskContext;
import io.refcache.TaskContextHolder;
import io.refcache.access.ActorScope;
import io.refcache.engine.Frames.Frame;
import io.refcache.task.CapturedContext.Scope;
import io.refcache.task.TaskRun;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a body.
 */
final class Attempt implements TaskRun {

	private static final Log logger = LogFactory.getLog(Attempt.class);

	private final Run run;

	private final long token;

	private final int number;

	private final RunSteps steps;

	private final Timing timing;

	/** Few bodies report any. */
	private volatile @Nullable ProgressReports progress;

	private final @Nullable ExecutionLimit limit;

	private final RunContext context = new RunContext(this);

	private final Interruption interruption = new Interruption();

	private volatile @Nullable CompletionStage<?> stage;

	private final AtomicBoolean signalled = new AtomicBoolean();

	private volatile boolean over;

	/**
	 * An attempt that has not started.
	 * @param run what it belongs to
	 * @param token the token that its steps need
	 * @param number its number, from 1
	 * @param steps the steps that it takes in the store
	 * @param timing the time
	 */
	Attempt(Run run, long token, int number, RunSteps steps, Timing timing) {
		this.run = run;
		this.token = token;
		this.number = number;
		this.steps = steps;
		this.timing = timing;
		Duration timeout = run.spec().executionTimeout();
		this.limit = (timeout != null) ? new ExecutionLimit(timeout, timing) : null;
	}

	Run ofRun() {
		return this.run;
	}

	long token() {
		return this.token;
	}

	int number() {
		return this.number;
	}

	@Override
	public String name() {
		return this.run.operation().name();
	}

	@Override
	public int attempt() {
		return this.number;
	}

	/**
	 * Reports progress of the body.
	 */
	void report(long current, long total, @Nullable String message) {
		ProgressReports reports = this.progress;
		((reports != null) ? reports : createProgress()).report(current, total, message);
	}

	/** Whoever closes the attempt and misses it has said before that it is over. */
	private synchronized ProgressReports createProgress() {
		ProgressReports reports = this.progress;
		if (reports == null) {
			reports = new ProgressReports(this, this.steps, this.timing);
			this.progress = reports;
		}
		return reports;
	}

	/**
	 * Publishes the last progress that was reported.
	 */
	void flushProgress() {
		ProgressReports reports = this.progress;
		if (reports != null) {
			reports.flush();
		}
	}

	boolean isQueued() {
		return this.interruption.isQueued();
	}

	boolean isExecuting() {
		return this.interruption.isExecuting();
	}

	/**
	 * Whether what comes of it does not count any more.
	 */
	boolean isOver() {
		return this.over;
	}

	Optional<Duration> remainingTime() {
		return Optional.ofNullable(this.limit).map(ExecutionLimit::remaining);
	}

	@Override
	public void run() {
		Frame frame = Frames.push(this.interruption);
		Object result = null;
		Throwable failure = null;
		boolean interrupted;
		try {
			if (!this.interruption.enter()) {
				return;
			}
			try {
				if (!this.steps.start(this)) {
					return;
				}
				startTimeout();
				result = compute();
			}
			catch (Throwable ex) {
				failure = ex;
			}
			finally {
				interrupted = this.interruption.exit();
				this.steps.returned(this);
			}
		}
		finally {
			frame.pop();
		}
		try {
			end(result, failure, interrupted);
		}
		catch (Throwable ex) {
			// A stage or an exception of the body's own kind.
			this.steps.fail(this, ex);
		}
	}

	private @Nullable Object compute() throws Throwable {
		Scope scope = this.run.openContext();
		TaskContext outer = TaskContextHolder.set(this.context);
		// Whoever retries it on this thread is not whom it acts for.
		ActorScope starter = ActorScope.open(this.run.call().actor());
		try {
			return this.run.call().observed().compute(this, this.context);
		}
		finally {
			starter.close();
			TaskContextHolder.set(outer);
			scope.close();
		}
	}

	private void end(@Nullable Object result, @Nullable Throwable failure, boolean interrupted) {
		if (this.over) {
			discard(result, failure);
		}
		else if (isOfCaller(failure) && !interrupted && !this.run.isTask()) {
			this.steps.abandon(this, Objects.requireNonNull(failure));
		}
		else if (failure != null) {
			this.run.failed(this, failure);
		}
		else if (!this.run.spec().staged()) {
			succeed(result);
		}
		else if (result instanceof CompletionStage<?> pending) {
			endWith(pending);
		}
		else {
			this.steps.fail(this, new IllegalStateException("'%s' returned null instead of a %s"
				.formatted(this.run.operation().name(), CompletionStage.class.getSimpleName())));
		}
	}

	private void discard(@Nullable Object result, @Nullable Throwable failure) {
		logger.debug("What came late of '%s' is thrown away".formatted(this.run.id()),
				(failure != null) ? this.run.told(failure) : null);
		if (this.run.spec().staged() && result instanceof CompletionStage<?> late) {
			this.stage = late;
			cancelStage();
		}
	}

	/** Its thread was interrupted from outside, in the body or while that waited. */
	private static boolean isOfCaller(@Nullable Throwable failure) {
		return failure instanceof InterruptedException || failure instanceof RefWaitInterruptedException;
	}

	private void endWith(CompletionStage<?> pending) {
		this.stage = pending;
		pending.whenComplete(this::signalled);
		if (this.over) {
			// It was cancelled before the stage was known.
			cancelStage();
		}
	}

	/** A stage of the body's own kind may do so more than once. */
	private void signalled(@Nullable Object value, @Nullable Throwable failure) {
		if (!this.signalled.compareAndSet(false, true)) {
			return;
		}
		try {
			if (failure == null) {
				succeed(value);
			}
			else {
				Throwable cause = (failure instanceof CompletionException) ? Causes.of(failure) : null;
				this.run.failed(this, (cause != null) ? cause : failure);
			}
		}
		catch (Throwable ex) {
			// Whoever completes the stage would swallow it.
			this.steps.fail(this, ex);
		}
	}

	private void succeed(@Nullable Object value) {
		boolean cacheable;
		try {
			cacheable = isCacheable(value);
		}
		catch (Throwable ex) {
			this.steps.fail(this, ex);
			return;
		}
		this.run.succeeded(this, value, cacheable);
	}

	private boolean isCacheable(@Nullable Object value) {
		TaskContext outer = TaskContextHolder.set(this.context);
		try {
			return this.run.call().work().isCacheable(value);
		}
		finally {
			TaskContextHolder.set(outer);
		}
	}

	private void startTimeout() {
		if (this.limit != null) {
			this.limit.start(this.steps, this);
		}
	}

	/**
	 * Time does not count any more.
	 */
	void stopTimeout() {
		if (this.limit != null) {
			this.limit.stop();
		}
	}

	/**
	 * The attempt is over, whether its body has returned or not: from now on nothing
	 * counts that comes of it.
	 */
	void close() {
		this.over = true;
		stopTimeout();
		ProgressReports reports = this.progress;
		if (reports != null) {
			reports.close();
		}
	}

	/**
	 * Stops the body.
	 * @return whether it had not started, and will not
	 */
	boolean interrupt() {
		boolean queued = this.interruption.interrupt();
		cancelStage();
		return queued;
	}

	private void cancelStage() {
		CompletionStage<?> pending = this.stage;
		if (pending != null && !this.signalled.get()) {
			this.run.elsewhere(() -> cancel(pending));
		}
	}

	/** With all that hangs on it. */
	private void cancel(CompletionStage<?> pending) {
		try {
			pending.toCompletableFuture().cancel(true);
		}
		catch (RuntimeException | Error ex) {
			logger.debug("The stage of '%s' cannot be cancelled".formatted(this.run.operation().name()),
					this.run.told(ex));
		}
	}

	@Override
	public String toString() {
		return "attempt %d of task '%s'".formatted(this.number, this.run.id());
	}

}
