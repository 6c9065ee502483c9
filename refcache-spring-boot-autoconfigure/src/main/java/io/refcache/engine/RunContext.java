package io.refcache.engine;

import io.refcache.Actor;
import io.refcache.TaskContextHolder;
import io.refcache.access.ActorScope;
import java.util.concurrent.Callable;
import java.time.Duration;
import java.util.Optional;

import io.refcache.TaskCancelledException;
import io.refcache.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The {@link TaskContext} of one attempt.
 */
final class RunContext implements TaskContext {

	private final Attempt attempt;

	RunContext(Attempt attempt) {
		this.attempt = attempt;
	}

	Run run() {
		return this.attempt.ofRun();
	}

	/**
	 * Whether it is only known to threads that have outlived the run and its body.
	 */
	boolean isLeftOver() {
		return run().hasEnded() && !this.attempt.isExecuting();
	}

	@Override
	public void report(long current, long total, @Nullable String message) {
		this.attempt.report(current, total, message);
	}

	@Override
	public String refId() {
		run().publish();
		return run().id().toString();
	}

	@Override
	public String name() {
		return run().operation().name();
	}

	@Override
	public int attempt() {
		return this.attempt.number();
	}

	@Override
	public boolean isCancelled() {
		return this.attempt.isOver();
	}

	@Override
	public void throwIfCancelled() {
		if (isCancelled()) {
			throw new TaskCancelledException(run().id().toString());
		}
	}

	@Override
	public Optional<Duration> remainingTime() {
		return this.attempt.remainingTime();
	}

	@Override
	public Runnable wrap(Runnable task) {
		Actor actor = actor();
		return TaskContext.super.wrap(() -> ActorScope.run(actor, task));
	}

	@Override
	public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
		Actor actor = actor();
		return TaskContext.super.wrap(() -> ActorScope.call(actor, task));
	}

	/** Who acts here; anywhere else it is whoever has started the computation. */
	private Actor actor() {
		Actor scoped = (TaskContextHolder.get() == this) ? ActorScope.current() : null;
		return (scoped != null) ? scoped : run().call().actor();
	}

	@Override
	public String toString() {
		return "attempt %d of %s".formatted(attempt(), name());
	}

}
