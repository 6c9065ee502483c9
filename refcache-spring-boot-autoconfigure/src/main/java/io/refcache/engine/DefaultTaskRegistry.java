package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import io.refcache.RefNotFoundException;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.access.Permission;
import io.refcache.store.Change;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.Query;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.Slice;
import io.refcache.store.StepResult;
import io.refcache.store.Subscription;
import io.refcache.task.CleanupReport;
import io.refcache.task.CleanupStatistics;
import io.refcache.task.RunRejectedException.Limit;
import io.refcache.task.TaskPage;
import io.refcache.task.TaskQuery;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The {@link TaskRegistry} on a store and the handles of this node.
 */
final class DefaultTaskRegistry implements TaskRegistry {

	private static final int CHUNK = 1000;

	private final EngineSettings settings;

	private final ReferenceStore store;

	private final LiveTasks tasks;

	private final RunSteps steps;

	private final ManualRetries retries;

	private final Cleanup cleanup;

	private final TaskViews views;

	private final Watches watches;

	DefaultTaskRegistry(EngineSettings settings, ReferenceStore store, LiveTasks tasks, RunSteps steps,
			ManualRetries retries, Cleanup cleanup, TaskViews views, Watches watches) {
		this.settings = settings;
		this.store = store;
		this.tasks = tasks;
		this.steps = steps;
		this.retries = retries;
		this.cleanup = cleanup;
		this.views = views;
		this.watches = watches;
	}

	Replays replays() {
		return this.retries.replays();
	}

	LiveTasks live() {
		return this.tasks;
	}

	@Override
	public Optional<TaskInfo> find(String refId) {
		return Optional.ofNullable(record(refId)).map(this.views::of);
	}

	TaskInfo view(ReferenceRecord record, Viewer viewer) {
		return this.views.of(record, viewer);
	}

	@Override
	public TaskPage list(TaskQuery query) {
		return list(query, (record) -> true, this.views::of);
	}

	List<TaskInfo> list(@Nullable TaskStatus status, int limit, Viewer viewer) {
		return list(TaskQuery.newest(status, limit), viewer::lists, (record) -> this.views.of(record, viewer)).tasks();
	}

	private TaskPage list(TaskQuery query, Predicate<ReferenceRecord> filter,
			Function<ReferenceRecord, TaskInfo> view) {
		long before = (query.before() != null) ? query.before().toEpochMilli() : ReferenceRecord.NEVER;
		Query records = new Query(query.status(), query.name(), null, before, true);
		List<TaskInfo> tasks = new ArrayList<>();
		String cursor = query.cursor();
		do {
			Slice slice = this.store.list(records, cursor, query.limit() - tasks.size());
			for (ReferenceRecord record : slice.records()) {
				ReferenceRecord known = filter.test(record) ? publish(record) : null;
				if (known != null && known.published()) {
					tasks.add(view.apply(known));
				}
			}
			cursor = slice.next();
		}
		while (cursor != null && tasks.size() < query.limit());
		return new TaskPage(tasks, cursor);
	}

	/**
	 * Removes or detaches what an actor may, of one namespace.
	 * @return how many references
	 */
	int clear(String namespace, Viewer viewer) {
		int count = 0;
		String cursor = null;
		do {
			Slice slice = this.store.list(new Query(null, null, namespace), cursor, CHUNK);
			for (ReferenceRecord record : slice.records()) {
				count += (viewer.may(Permission.DELETE, record) && clear(record)) ? 1 : 0;
			}
			cursor = slice.next();
		}
		while (cursor != null);
		return count;
	}

	private boolean clear(ReferenceRecord record) {
		return this.store.remove(record.id()) || (!record.detached()
				&& this.store.update(record.id(), Guard.unended(), Change.detaching()) instanceof StepResult.Applied);
	}

	/**
	 * Publishes a record that has not ended, for its id is about to be told.
	 */
	private @Nullable ReferenceRecord publish(ReferenceRecord record) {
		return (record.published() || record.status().isEnded()) ? record : this.steps.publish(record.id());
	}

	@Override
	public Subscription watch(String refId, Runnable onChange) {
		RefId id = RefId.parse(this.settings.name(), refId);
		return (id != null) ? this.watches.watch(id, onChange) : () -> {
		};
	}

	@Override
	public boolean cancel(String refId) {
		RefId id = RefId.parse(this.settings.name(), refId);
		return id != null && cancel(id);
	}

	boolean cancel(RefId id) {
		return this.steps.cancel(id);
	}

	@Override
	public boolean isCancellable(String refId) {
		ReferenceRecord record = record(refId);
		return record != null && !record.status().isEnded();
	}

	@Override
	public TaskInfo retry(String refId) {
		return this.views.of(retryRecord(refId));
	}

	ReferenceRecord retryRecord(String refId) {
		RefId id = RefId.parse(this.settings.name(), refId);
		if (id == null) {
			throw new RefNotFoundException(refId);
		}
		return this.retries.retry(id);
	}

	@Override
	public CleanupReport cleanup() {
		return this.cleanup.run(null);
	}

	@Override
	public CleanupReport cleanup(Duration maxAge) {
		if (maxAge.isNegative()) {
			throw new IllegalArgumentException("'maxAge' (%s) must not be negative".formatted(maxAge));
		}
		return this.cleanup.run(maxAge);
	}

	@Override
	public CleanupStatistics cleanupStatistics() {
		return this.cleanup.statistics();
	}

	@Override
	public int active() {
		return this.tasks.active();
	}

	@Override
	public int stopping() {
		return this.tasks.stopping();
	}

	@Override
	public Map<Limit, Long> rejections() {
		return this.tasks.rejections();
	}

	private @Nullable ReferenceRecord record(String refId) {
		RefId id = RefId.parse(this.settings.name(), refId);
		return (id != null) ? this.store.find(id, Part.HEAD) : null;
	}

}
