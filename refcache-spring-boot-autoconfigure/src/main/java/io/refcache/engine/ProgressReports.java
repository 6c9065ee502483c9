package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import io.refcache.TaskProgress;
import io.refcache.task.DelayScheduler.Delayed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The reports of one attempt, published at most every 100 ms. The last one is never lost:
 * what came too early is published when its time has come, or with the end.
 */
final class ProgressReports {

	static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

	private static final Log logger = LogFactory.getLog(ProgressReports.class);

	private static final int MAX_MESSAGE = 1024;

	private final Attempt attempt;

	private final RunSteps steps;

	private final Timing timing;

	/** When the next report may be published at once. */
	private final AtomicLong due;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final ReentrantLock publishing = new ReentrantLock();

	private volatile @Nullable Report latest;

	private @Nullable Report published;

	private volatile @Nullable Delayed flush;

	private volatile boolean warned;

	ProgressReports(Attempt attempt, RunSteps steps, Timing timing) {
		this.attempt = attempt;
		this.steps = steps;
		this.timing = timing;
		this.due = new AtomicLong(timing.nanoTime());
	}

	/** Never throws: a wrong report must not fail the work that it reports. */
	void report(long current, long total, @Nullable String message) {
		if (this.attempt.isOver()) {
			return;
		}
		this.latest = new Report(current, total, message);
		long now = this.timing.nanoTime();
		long next = this.due.get();
		if (now - next >= 0) {
			if (this.due.compareAndSet(next, now + INTERVAL)) {
				publish();
			}
		}
		else if (!this.scheduled.get() && this.scheduled.compareAndSet(false, true)) {
			schedule(next - now);
		}
	}

	/**
	 * Publishes what has not been.
	 */
	void flush() {
		if (this.latest != null) {
			publish();
		}
	}

	/**
	 * The attempt is over.
	 */
	void close() {
		Delayed pending = this.flush;
		if (pending != null) {
			pending.cancel();
		}
	}

	private void schedule(long nanos) {
		try {
			this.flush = this.timing.schedule(this::flushLater, Duration.ofNanos(nanos));
		}
		catch (RuntimeException ex) {
			// The scheduler has ended, and the attempt is about to.
			warn(ex);
		}
		if (this.attempt.isOver()) {
			close();
		}
	}

	private void flushLater() {
		this.due.set(this.timing.nanoTime() + INTERVAL);
		this.scheduled.set(false);
		flush();
	}

	private void publish() {
		this.publishing.lock();
		try {
			Report report = this.latest;
			if (report != null && report != this.published) {
				this.published = report;
				this.steps.report(this.attempt, progress(report));
			}
		}
		catch (RuntimeException ex) {
			warn(ex);
		}
		finally {
			this.publishing.unlock();
		}
	}

	private TaskProgress progress(Report report) {
		if ((report.current < 0 || report.total < 0) && !this.warned) {
			this.warned = true;
			logger.warn("'%s' reports progress %d of %d; less than zero counts as zero"
				.formatted(this.attempt.ofRun().operation().name(), report.current, report.total));
		}
		String message = report.message;
		if (message != null && message.length() > MAX_MESSAGE) {
			message = message.substring(0, MAX_MESSAGE - 1) + "…";
		}
		return TaskProgress.of(report.current, report.total, message);
	}

	private void warn(RuntimeException ex) {
		if (!this.warned) {
			this.warned = true;
			logger.warn("Progress of '%s' could not be published".formatted(this.attempt.ofRun().id()), ex);
		}
	}

	private record Report(long current, long total, @Nullable String message) {

	}

}
