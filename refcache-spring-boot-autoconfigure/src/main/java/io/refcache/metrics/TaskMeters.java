package io.refcache.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
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

	private final Set<String> bodies = ConcurrentHashMap.newKeySet();

	private final Predicate<String> goesOn;

	/**
	 * Meters.
	 * @param registry where they are
	 * @param goesOn whether a task has not ended
	 */
	TaskMeters(MeterRegistry registry, Predicate<String> goesOn) {
		this.registry = registry;
		this.goesOn = goesOn;
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
		this.bodies.add(task.refId());
		forgetIfEnded(task.refId());
	}

	@Override
	public void retried(TaskEvent event) {
		Counter.builder(MeterNames.RETRIES)
			.description("Attempts after the first one.")
			.tag("method", method(event.task()))
			.register(this.registry)
			.increment();
		this.bodies.remove(event.task().refId());
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
			forgetIfEnded(event.task().refId());
		}
	}

	/** Its end may have been told before, by another thread. */
	private void forgetIfEnded(String refId) {
		if (!this.goesOn.test(refId)) {
			stop(refId);
		}
	}

	/**
	 * Forgets a task.
	 * @return whether its body had been started
	 */
	private boolean stop(String refId) {
		LongTaskTimer.Sample sample = this.running.remove(refId);
		if (sample != null) {
			sample.stop();
		}
		return this.bodies.remove(refId);
	}

	private void end(TaskEvent event) {
		TaskInfo task = event.task();
		boolean started = stop(task.refId());
		Instant end = task.completedAt();
		// What was refused is counted as that: no body has failed.
		if (end != null && (started || task.status() == TaskStatus.CANCELLED)) {
			this.tasks.computeIfAbsent(Tags.of("method", method(task), "outcome", task.status().text()), this::task)
				.record(started ? between(task.startedAt(), end) : Duration.ZERO);
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
