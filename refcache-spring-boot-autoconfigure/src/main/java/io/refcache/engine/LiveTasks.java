package io.refcache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.store.Change;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.Query;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.Slice;
import io.refcache.store.StepResult;
import io.refcache.task.RunRejectedException;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The {@link TaskRegistry} of this node: the handles of its runs by their references.
 */
final class LiveTasks implements TaskRegistry {

	private static final int SWEEP_CHUNK = 1000;

	private static final int MAX_LISTED = 1000;

	private final ReferenceStore store;

	private final EngineSettings settings;

	private final ConcurrentHashMap<RefId, Run> runs = new ConcurrentHashMap<>();

	private final AtomicInteger tasks = new AtomicInteger();

	LiveTasks(ReferenceStore store, EngineSettings settings) {
		this.store = store;
		this.settings = settings;
	}

	/**
	 * Takes the handle of a run, before its claim.
	 * @throws RunRejectedException if there are too many tasks
	 */
	void register(Run run) {
		if (run.isTask() && this.tasks.incrementAndGet() > this.settings.maxActive()) {
			this.tasks.decrementAndGet();
			throw new RunRejectedException(
					"'%s' was refused: %d tasks have not ended; try again later or raise refcache.task.max-active"
						.formatted(run.operation().name(), this.settings.maxActive()));
		}
		this.runs.put(run.id(), run);
	}

	/**
	 * Drops the handle of a run whose body has returned, or will not start.
	 */
	void unregister(Run run) {
		if (this.runs.remove(run.id(), run) && run.isTask()) {
			this.tasks.decrementAndGet();
		}
	}

	/**
	 * Ends all runs of this node: nobody is to wait for what will not come.
	 */
	void shutDown() {
		this.runs.values().forEach(Run::shutDown);
	}

	/**
	 * The flight of a run of this node.
	 */
	@Nullable Flight flightOf(RefId id) {
		Run run = this.runs.get(id);
		return (run != null) ? run.flight() : null;
	}

	@Override
	public Optional<TaskInfo> find(String refId) {
		RefId id = RefId.parse(this.settings.name(), refId);
		ReferenceRecord record = (id != null) ? this.store.find(id, Part.HEAD) : null;
		return Optional.ofNullable(record).map(TaskViews::of);
	}

	@Override
	public List<TaskInfo> list(@Nullable TaskStatus status, int limit) {
		if (limit < 1 || limit > MAX_LISTED) {
			throw new IllegalArgumentException("'limit' (%d) must be 1 to %d".formatted(limit, MAX_LISTED));
		}
		List<TaskInfo> tasks = new ArrayList<>();
		String cursor = null;
		do {
			Slice slice = this.store.list(new Query(status, null, null), cursor, MAX_LISTED);
			for (ReferenceRecord record : slice.records()) {
				ReferenceRecord known = (tasks.size() < limit) ? publish(record) : null;
				if (known != null && known.published()) {
					tasks.add(TaskViews.of(known));
				}
			}
			cursor = slice.next();
		}
		while (cursor != null && tasks.size() < limit);
		return tasks;
	}

	/**
	 * Publishes a record that has not ended, for its id is about to be told.
	 */
	private @Nullable ReferenceRecord publish(ReferenceRecord record) {
		if (record.published() || record.status().isEnded()) {
			return record;
		}
		StepResult result = this.store.update(record.id(), Guard.unended(), Change.publishing());
		return (result instanceof StepResult.Applied applied) ? applied.after() : null;
	}

	@Override
	public boolean cancel(String refId) {
		RefId id = RefId.parse(this.settings.name(), refId);
		return id != null && cancel(id);
	}

	boolean cancel(RefId id) {
		StepResult result = this.store.update(id, Guard.unended(), Change.cancel(this.settings.retention()));
		if (result instanceof StepResult.Applied applied) {
			Run run = this.runs.get(id);
			if (run != null) {
				run.cancelled(applied.after());
			}
			return true;
		}
		return false;
	}

	@Override
	public int cleanup() {
		int total = 0;
		int removed;
		do {
			removed = this.store.sweep(SWEEP_CHUNK).total();
			total += removed;
		}
		while (removed >= SWEEP_CHUNK);
		return total;
	}

	@Override
	public int active() {
		return this.runs.size();
	}

}
