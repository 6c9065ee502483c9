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
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.refcache.TaskInfo;
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

	private final Map<Tags, Timer> tasks = new ConcurrentHashMap<>();

	private final Map<String, Timer> queued = new ConcurrentHashMap<>();

	private final Map<String, LongTaskTimer> active = new ConcurrentHashMap<>();

	private final Map<String, LongTaskTimer.Sample> running = new ConcurrentHashMap<>();

	TaskMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void submitted(TaskEvent event) {
		activate(event);
	}

	@Override
	public void started(TaskEvent event) {
		TaskInfo task = event.task();
		if (event.onExecutor() && task.retryCount() == 0) {
			this.queued.computeIfAbsent(method(task), this::queued)
				.record(between(event.submittedAt(), task.startedAt()));
		}
	}

	@Override
	public void retried(TaskEvent event) {
		Counter.builder(MeterNames.RETRIES)
			.description("Attempts after the first one.")
			.tag("method", method(event.task()))
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
		if (event.onExecutor()) {
			this.running.computeIfAbsent(event.task().refId(),
					(refId) -> this.active.computeIfAbsent(method(event.task()), this::active).start());
		}
	}

	private void end(TaskEvent event) {
		TaskInfo task = event.task();
		LongTaskTimer.Sample sample = this.running.remove(task.refId());
		if (sample != null) {
			sample.stop();
		}
		Instant end = task.completedAt();
		if (end != null) {
			this.tasks.computeIfAbsent(Tags.of("method", method(task), "outcome", task.status().text()), this::task)
				.record(between(task.startedAt(), end));
		}
	}

	private String method(TaskInfo task) {
		return this.methods.of(task.name());
	}

	private Timer task(Tags tags) {
		return Timer.builder(MeterNames.TASK)
			.description("Computations, from the start of the last attempt to the end.")
			.tags(tags)
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

}
