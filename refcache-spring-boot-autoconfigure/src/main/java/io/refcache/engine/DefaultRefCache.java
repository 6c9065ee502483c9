package io.refcache.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.refcache.Actor;
import io.refcache.AsyncTaskResponse;
import io.refcache.CacheReference;
import io.refcache.CallOptions;
import io.refcache.Computation;
import io.refcache.EntryOptions;
import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefCacheException;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.RetryOptions;
import io.refcache.TaskCancelledException;
import io.refcache.TaskInProgressException;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.access.Permission;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.store.Dependencies;
import io.refcache.store.Draft;
import io.refcache.store.Operation;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The {@link RefCache} on a store and the path of a call.
 */
final class DefaultRefCache implements RefCache {

	private static final Operation SET = new Operation("set", Object.class.getName(), true);

	private final EngineSettings settings;

	private final ReferenceStore store;

	private final CallPath path;

	private final DefaultTaskRegistry tasks;

	private final Responses responses;

	private final IdSource ids;

	private final Admission admission;

	private final Evictions evictions;

	private final Supplier<Actor> actor;

	/**
	 * A cache.
	 * @param settings what it is told once
	 * @param store where references live
	 * @param path the path of calls
	 * @param tasks what runs
	 * @param responses makes answers
	 * @param ids makes references
	 * @param admission lets callers in
	 * @param evictions evicts
	 * @param actor who acts
	 */
	DefaultRefCache(EngineSettings settings, ReferenceStore store, CallPath path, DefaultTaskRegistry tasks,
			Responses responses, IdSource ids, Admission admission, Evictions evictions, Supplier<Actor> actor) {
		this.settings = settings;
		this.store = store;
		this.path = path;
		this.tasks = tasks;
		this.responses = responses;
		this.ids = ids;
		this.admission = admission;
		this.evictions = evictions;
		this.actor = actor;
	}

	@Override
	public RefCache as(Actor actor) {
		Objects.requireNonNull(actor, "'actor' must not be null");
		return new DefaultRefCache(this.settings, this.store, this.path, this.tasks, this.responses, this.ids,
				this.admission, this.evictions, () -> actor);
	}

	@Override
	public CacheReference set(String key, @Nullable Object value, EntryOptions options) {
		Actor actor = this.actor.get();
		Viewer viewer = this.admission.viewer(actor);
		Protection protection = rules(options.policy(), options.namespace(), options.owner(), options.sessionScoped())
			.of(SET.name(), actor)
			.startedBy(actor);
		CacheKey cacheKey = new CacheKey(SET.name(), protection.namespace(), protection.scope(), new Object[] { key });
		viewer.requireWrite(protection, this.store.lookup(cacheKey, Part.HEAD), key);
		IdSource.Ids ids = this.ids.next();
		Draft draft = Draft.value(ids.refId(), SET, protection, ids.run(), this.ids.node(), value, ttl(options.ttl()),
				this.settings.retention());
		ReferenceRecord record = this.store.claim(cacheKey, draft, null).record();
		Instant expiresAt = (record.freshUntil() != ReferenceRecord.NEVER) ? Instant.ofEpochMilli(record.freshUntil())
				: null;
		return new CacheReference(record.id().newText(), record.namespace(), Instant.ofEpochMilli(record.createdAt()),
				expiresAt);
	}

	@Override
	public RefResponse<?> get(String refId, ReadOptions options) {
		Viewer viewer = viewer();
		ReferenceRecord record = find(refId, Part.FULL, viewer);
		return told(this.responses.poll(record, options, viewer), record, viewer);
	}

	@Override
	public <T> @Nullable T resolve(String refId, Class<T> type) {
		Viewer viewer = viewer();
		ReferenceRecord record = find(refId, Part.FULL, viewer);
		viewer.require(Permission.READ, record, "read");
		return switch (record.status()) {
			case COMPLETE -> cast(record, type);
			case PENDING, PROCESSING -> throw new TaskInProgressException(task(record, viewer));
			case FAILED -> throw this.responses.failure(record, viewer);
			case CANCELLED -> throw new TaskCancelledException(refId);
		};
	}

	@Override
	public boolean exists(String refId) {
		return seen(refId, Part.HEAD, viewer()) != null;
	}

	@Override
	public boolean delete(String refId) {
		Viewer viewer = viewer();
		ReferenceRecord record = seen(refId, Part.HEAD, viewer);
		if (record == null) {
			return false;
		}
		viewer.require(Permission.DELETE, record, "delete");
		boolean cancelled = this.tasks.cancel(record.id());
		return this.store.remove(record.id()) || cancelled;
	}

	@Override
	public int clear(String namespace) {
		Viewer viewer = viewer();
		return viewer.actor().isSystem() ? this.store.clear(namespace) : this.tasks.clear(namespace, viewer);
	}

	@Override
	public boolean invalidate(String name, @Nullable Object... arguments) {
		Evictor evictor = this.evictions.evictor(name, this.actor.get());
		return this.evictions.evict(this.evictions.keys(name, evictor, arguments));
	}

	@Override
	public boolean invalidate(CallOptions options) {
		Protection place = rules(options.policy(), options.namespace(), options.owner(), options.sessionScoped())
			.of(options.name(), this.actor.get());
		return this.evictions.evict(List.of(key(options, place)));
	}

	@Override
	public int invalidateAll(String name) {
		return this.evictions.evictAll(name, null);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T extends @Nullable Object> RefResponse<T> call(CallOptions options, Computation<T> computation) {
		RetryOptions retry = options.retry();
		Operation operation = new Operation(options.name(), Object.class.getName(), true,
				(retry != null) ? retry.maxRetries() : this.settings.maxRetries(), options.responseFormat(),
				(options.previewMaxSize() != null) ? options.previewMaxSize() : 0);
		CallSpec spec = new CallSpec(operation, ttl(options.ttl()),
				timeout(options.asyncTimeout(), this.settings.defaultAsyncTimeout()),
				timeout(options.executionTimeout(), this.settings.defaultExecutionTimeout()), retry,
				(options.executor() != null) ? options.executor() : CallSpec.DEFAULT_EXECUTOR, true, false,
				rules(options.policy(), options.namespace(), options.owner(), options.sessionScoped()));
		Caller caller = this.admission.caller(spec, this.actor.get());
		try {
			return (RefResponse<T>) this.path
				.call(new Request(spec, caller, key(options, caller.protection()), computation::compute));
		}
		catch (Throwable ex) {
			throw Rethrow.asIs(ex);
		}
	}

	@Override
	public Optional<TaskInfo> taskStatus(String refId) {
		Viewer viewer = viewer();
		return Optional.ofNullable(seen(refId, Part.HEAD, viewer)).map((record) -> this.tasks.view(record, viewer));
	}

	@Override
	public List<TaskInfo> listTasks(@Nullable TaskStatus status, int limit) {
		return this.tasks.list(status, limit, viewer());
	}

	@Override
	public boolean cancelTask(String refId) {
		Viewer viewer = viewer();
		ReferenceRecord record = seen(refId, Part.HEAD, viewer);
		if (record == null) {
			return false;
		}
		viewer.require(Permission.UPDATE, record, "cancel");
		return this.tasks.cancel(record.id());
	}

	@Override
	public boolean isCancellable(String refId) {
		Viewer viewer = viewer();
		ReferenceRecord record = seen(refId, Part.HEAD, viewer);
		return record != null && !record.status().isEnded() && viewer.may(Permission.UPDATE, record);
	}

	@Override
	public AsyncTaskResponse<?> retryTask(String refId) {
		Viewer viewer = viewer();
		ReferenceRecord record = find(refId, Part.HEAD, viewer);
		viewer.require(Permission.UPDATE, record, "retry");
		return task(this.tasks.retryRecord(refId), viewer);
	}

	private AsyncTaskResponse<?> task(ReferenceRecord record, Viewer viewer) {
		return (AsyncTaskResponse<?>) told(this.responses.task(record, null, viewer), record, viewer);
	}

	/** Nobody learns the references of others who asked for the same. */
	private static RefResponse<?> told(RefResponse<?> response, ReferenceRecord record, Viewer viewer) {
		return (record.dependencies() != Dependencies.NONE)
				? Given.tell(response, record, viewer.isConcernedWith(record)) : response;
	}

	private static CacheKey key(CallOptions options, Protection place) {
		return new CacheKey("call " + options.name(), place.namespace(), place.scope(), options.arguments().toArray());
	}

	private Viewer viewer() {
		return this.admission.viewer(this.actor.get());
	}

	private AccessRules rules(@Nullable String policy, @Nullable String namespace, @Nullable String owner,
			boolean sessionScoped) {
		return this.admission.rules(policy, (namespace != null) ? namespace : this.settings.defaultNamespace(), owner,
				sessionScoped);
	}

	/**
	 * A record that is there, and that may be known of.
	 */
	private @Nullable ReferenceRecord seen(String refId, Part part, Viewer viewer) {
		RefId id = RefId.parse(this.settings.name(), refId);
		ReferenceRecord record = (id != null) ? this.store.find(id, part) : null;
		return (record != null && viewer.finds(record)) ? record : null;
	}

	private ReferenceRecord find(String refId, Part part, Viewer viewer) {
		ReferenceRecord record = seen(refId, part, viewer);
		if (record == null) {
			throw new RefNotFoundException(refId);
		}
		return record;
	}

	@SuppressWarnings("unchecked")
	private static <T> @Nullable T cast(ReferenceRecord record, Class<T> type) {
		Object value = record.value();
		if (value != null && !ClassUtils.isAssignableValue(type, value)) {
			throw new RefCacheException("Reference '%s' holds a %s, not a %s".formatted(record.id(),
					value.getClass().getName(), type.getName()));
		}
		return (T) value;
	}

	private @Nullable Duration ttl(@Nullable Duration ttl) {
		Duration chosen = (ttl != null) ? ttl : this.settings.defaultTtl();
		return EntryOptions.NEVER.equals(chosen) ? null : chosen;
	}

	private static @Nullable Duration timeout(@Nullable Duration timeout, @Nullable Duration defaultTimeout) {
		Duration chosen = (timeout != null) ? timeout : defaultTimeout;
		return CallOptions.NO_TIMEOUT.equals(chosen) ? null : chosen;
	}

}
