package io.refcache.engine;

import java.time.Instant;

import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.task.TaskEvent;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run, told from its record. Most listeners read little of it.
 */
final class RecordedEvent implements TaskEvent {

	private final Run run;

	private final ReferenceRecord record;

	private final @Nullable Throwable failure;

	private final TaskViews views;

	/** Two threads may make the same. */
	private volatile @Nullable TaskInfo task;

	/**
	 * An event.
	 * @param run the run
	 * @param record the record after the step
	 * @param failure the exception of the body, if there was one in this step
	 * @param views makes the task of it
	 */
	RecordedEvent(Run run, ReferenceRecord record, @Nullable Throwable failure, TaskViews views) {
		this.run = run;
		this.record = record;
		this.failure = failure;
		this.views = views;
	}

	@Override
	public TaskInfo task() {
		TaskInfo known = this.task;
		if (known == null) {
			known = this.views.of(this.record);
			this.task = known;
		}
		return known;
	}

	@Override
	public RefId id() {
		return this.record.id();
	}

	@Override
	public String name() {
		return this.record.operation().name();
	}

	@Override
	public TaskStatus status() {
		return this.record.status();
	}

	@Override
	public int attempt() {
		return this.record.attempt();
	}

	@Override
	public Instant submittedAt() {
		return Instant.ofEpochMilli(this.record.createdAt());
	}

	@Override
	public @Nullable Instant startedAt() {
		return TaskViews.time(this.record.startedAt());
	}

	@Override
	public @Nullable Instant endedAt() {
		return TaskViews.time(this.record.endedAt());
	}

	@Override
	public boolean hasEnded() {
		return this.run.hasEnded();
	}

	@Override
	public boolean onExecutor() {
		return this.run.isTask();
	}

	@Override
	public boolean published() {
		return this.record.published();
	}

	@Override
	public @Nullable Throwable failure() {
		return this.failure;
	}

	@Override
	public String toString() {
		return this.record.toString();
	}

}
