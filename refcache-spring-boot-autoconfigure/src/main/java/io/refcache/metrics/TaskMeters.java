package io.refcache.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.refcache.TaskStatus;
import io.refcache.store.RefId;
import io.refcache.task.BoundedNames;
import io.refcache.task.CleanupReport;
import io.refcache.task.RunRejectedException.Limit;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;

/**
 * Keeps the {@linkplain MeterNames meters} of tasks and cleanups. Each meter is looked up
 * once.
 */
final class TaskMeters implements TaskListener {

	private final MeterRegistry registry;

	private final BoundedNames methods = new BoundedNames();

	private final Map<End, Timer> tasks = new ConcurrentHashMap<>();

	private final Map<String, Timer> queued = new ConcurrentHashMap<>();

	private final Map<String, LongTaskTimer> active = new ConcurrentHashMap<>();

	private final Map<RefId, LongTaskTimer.Sample> running = new ConcurrentHashMap<>();

	TaskMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void submitted(TaskEvent event) {
		activate(event);
	}

	@Override
	public void started(TaskEvent event) {
		Instant started = event.startedAt();
		if (event.onExecutor() && event.attempt() == 1 && started != null) {
			this.queued.computeIfAbsent(method(event), this::queued).record(between(event.submittedAt(), started));
		}
	}

	@Override
	public void retried(TaskEvent event) {
		Counter.builder(MeterNames.RETRIES)
			.description("Attempts after the first one.")
			.tag("method", method(event))
			.register(this.registry)
			.increment();
		activate(event);
	}

	@Override
	public void completed(TaskEvent event) {
		end(event);
	}

	@Override
	public void failed(TaskEvent event) {
		end(event);
	}

	@Override
	public void cancelled(TaskEvent event) {
		end(event);
	}

	@Override
	public void rejected(String name, Limit limit) {
		Counter.builder(MeterNames.REJECTIONS)
			.description("Computations that were refused.")
			.tag("method", this.methods.of(name))
			.tag("limit", limit.name().toLowerCase(Locale.ROOT))
			.register(this.registry)
			.increment();
	}

	@Override
	public void cleaned(CleanupReport report) {
		Timer.builder(MeterNames.CLEANUP)
			.description("Cleanups.")
			.register(this.registry)
			.record(report.took().toNanos(), TimeUnit.NANOSECONDS);
		report.removed()
			.forEach((status, count) -> Counter.builder(MeterNames.REMOVED)
				.description("References that cleanups removed.")
				.baseUnit("references")
				.tag("status", status.text())
				.register(this.registry)
				.increment(count));
	}

	private void activate(TaskEvent event) {
		RefId id = event.id();
		if (!event.onExecutor() || this.running.containsKey(id)) {
			return;
		}
		LongTaskTimer.Sample sample = this.active.computeIfAbsent(method(event), this::active).start();
		boolean added = this.running.putIfAbsent(id, sample) == null;
		// Its end may have been told before, by another thread.
		if (!added || (event.hasEnded() && this.running.remove(id, sample))) {
			sample.stop();
		}
	}

	private void stop(TaskEvent event) {
		LongTaskTimer.Sample sample = this.running.remove(event.id());
		if (sample != null) {
			sample.stop();
		}
	}

	private void end(TaskEvent event) {
		if (event.onExecutor()) {
			stop(event);
		}
		Instant started = event.startedAt();
		Instant ended = event.endedAt();
		// What was refused is counted as that: no body has failed.
		if (ended != null && (started != null || event.status() == TaskStatus.CANCELLED)) {
			this.tasks.computeIfAbsent(new End(method(event), event.status()), this::task)
				.record((started != null) ? between(started, ended) : Duration.ZERO);
		}
	}

	private String method(TaskEvent event) {
		return this.methods.of(event.name());
	}

	private Timer task(End end) {
		return Timer.builder(MeterNames.TASK)
			.description("Computations, from the start of the last attempt to the end.")
			.tag("method", end.method())
			.tag("outcome", end.status().text())
			.register(this.registry);
	}

	private Timer queued(String method) {
		return Timer.builder(MeterNames.QUEUED)
			.description("Waits of tasks for a thread.")
			.tag("method", method)
			.register(this.registry);
	}

	private LongTaskTimer active(String method) {
		return LongTaskTimer.builder(MeterNames.ACTIVE)
			.description("Tasks that have not ended.")
			.tag("method", method)
			.register(this.registry);
	}

	/** Clocks may be put back. */
	private static Duration between(Instant start, Instant end) {
		return start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
	}

	/**
	 * How runs of an operation end.
	 *
	 * @param method the operation
	 * @param status the state that they end in
	 */
	private record End(String method, TaskStatus status) {

	}

}
