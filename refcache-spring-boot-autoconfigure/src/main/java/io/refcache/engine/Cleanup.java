package io.refcache.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import io.refcache.TaskStatus;
import io.refcache.store.ReferenceStore;
import io.refcache.store.Sweep;
import io.refcache.task.CleanupReport;
import io.refcache.task.CleanupStatistics;
import io.refcache.task.DelayScheduler.Delayed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is no longer kept, now and then from the first task on.
 */
final class Cleanup {

	private static final Log logger = LogFactory.getLog(Cleanup.class);

	private static final int CHUNK = 1000;

	private final ReferenceStore store;

	private final TaskEvents events;

	private final Duration interval;

	private final Timing timing;

	private final InstantSource clock;

	private final Executor executor;

	/** One for each start: what is left of an earlier one does not go on. */
	private final AtomicReference<@Nullable Object> series = new AtomicReference<>();

	private final LongAdder runs = new LongAdder();

	private final Map<TaskStatus, LongAdder> removed = new EnumMap<>(TaskStatus.class);

	private volatile @Nullable CleanupReport last;

	private volatile @Nullable Instant next;

	private volatile @Nullable Delayed scheduled;

	/**
	 * A cleanup that has not started.
	 * @param store where it removes
	 * @param events who is told
	 * @param interval from one to the next
	 * @param timing calls back
	 * @param clock the time of day
	 * @param executor where it runs, for it may take longer than a scheduler should be
	 * held up
	 */
	Cleanup(ReferenceStore store, TaskEvents events, Duration interval, Timing timing, InstantSource clock,
			Executor executor) {
		this.store = store;
		this.events = events;
		this.interval = interval;
		this.timing = timing;
		this.clock = clock;
		this.executor = executor;
		for (TaskStatus status : TaskStatus.values()) {
			this.removed.put(status, new LongAdder());
		}
	}

	/**
	 * There is something that will have to be removed.
	 */
	void start() {
		if (this.series.get() == null) {
			Object own = new Object();
			if (this.series.compareAndSet(null, own)) {
				scheduleNext(own);
			}
		}
	}

	/**
	 * No more until the next start.
	 */
	void stop() {
		this.series.set(null);
		this.next = null;
		Delayed pending = this.scheduled;
		if (pending != null) {
			pending.cancel();
		}
	}

	private void scheduleNext(Object own) {
		try {
			this.next = this.clock.instant().plus(this.interval);
			this.scheduled = this.timing.schedule(() -> this.executor.execute(() -> runScheduled(own)), this.interval);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The scheduler has ended, and with it the cleanup", ex);
		}
	}

	private void runScheduled(Object own) {
		if (this.series.get() != own) {
			return;
		}
		try {
			run(null);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The cleanup failed; the next one is in %s".formatted(this.interval), ex);
		}
		finally {
			if (this.series.get() == own) {
				scheduleNext(own);
			}
		}
	}

	CleanupReport run(@Nullable Duration maxAge) {
		Instant at = this.clock.instant();
		long start = this.timing.nanoTime();
		Map<TaskStatus, Integer> counts = new EnumMap<>(TaskStatus.class);
		Sweep sweep;
		do {
			sweep = this.store.sweep(maxAge, CHUNK);
			sweep.removed().forEach((status, count) -> counts.merge(status, count, Integer::sum));
		}
		while (sweep.total() >= CHUNK);
		CleanupReport report = new CleanupReport(at, Duration.ofNanos(this.timing.nanoTime() - start), counts);
		this.runs.increment();
		counts.forEach((status, count) -> counter(status).add(count));
		this.last = report;
		if (logger.isDebugEnabled()) {
			logger.debug("Cleanup removed %d references in %s: %s".formatted(report.total(), report.took(), counts));
		}
		this.events.cleaned(report);
		return report;
	}

	CleanupStatistics statistics() {
		Map<TaskStatus, Long> sums = new EnumMap<>(TaskStatus.class);
		this.removed.forEach((status, count) -> {
			if (count.sum() > 0) {
				sums.put(status, count.sum());
			}
		});
		return new CleanupStatistics(this.runs.sum(), sums, this.last, this.next);
	}

	private LongAdder counter(TaskStatus status) {
		return this.removed.getOrDefault(status, new LongAdder());
	}

}
