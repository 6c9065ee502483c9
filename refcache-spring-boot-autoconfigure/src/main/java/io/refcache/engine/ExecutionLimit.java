package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import io.refcache.task.DelayScheduler.Delayed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The time that one attempt may run, from the start of its body.
 */
final class ExecutionLimit {

	private static final Log logger = LogFactory.getLog(ExecutionLimit.class);

	private final Duration limit;

	private final Timing timing;

	private volatile long end;

	private volatile @Nullable Delayed pending;

	private volatile boolean stopped;

	ExecutionLimit(Duration limit, Timing timing) {
		this.limit = limit;
		this.timing = timing;
	}

	/**
	 * The body is about to start.
	 * @param steps told when the time is over
	 * @param attempt whose time it is
	 */
	void start(RunSteps steps, Attempt attempt) {
		this.end = this.timing.nanoTime() + Nanos.of(this.limit);
		try {
			this.pending = this.timing.schedule(() -> steps.timeOut(attempt, this.limit), this.limit);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The scheduler has ended: %s has no limit".formatted(attempt), ex);
		}
		if (this.stopped) {
			stop();
		}
	}

	void stop() {
		this.stopped = true;
		Delayed scheduled = this.pending;
		if (scheduled != null) {
			scheduled.cancel();
		}
	}

	/**
	 * What is left of it, zero if it is over.
	 */
	Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.end - this.timing.nanoTime()));
	}

}
