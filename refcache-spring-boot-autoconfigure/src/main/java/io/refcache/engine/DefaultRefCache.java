package io.refcache.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
import io.refcache.TaskInfo;
import io.refcache.TaskInProgressException;
import io.refcache.store.CacheKey;
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

	DefaultRefCache(EngineSettings settings, ReferenceStore store, CallPath path, DefaultTaskRegistry tasks,
			Responses responses, IdSource ids) {
		this.settings = settings;
		this.store = store;
		this.path = path;
		this.tasks = tasks;
		this.responses = responses;
		this.ids = ids;
	}

	@Override
	public CacheReference set(String key, @Nullable Object value, EntryOptions options) {
		String namespace = namespace(options.namespace());
		IdSource.Ids ids = this.ids.next();
		Draft draft = Draft.value(ids.refId(), SET, namespace, ids.run(), this.ids.node(), value, ttl(options.ttl()),
				this.settings.retention());
		CacheKey cacheKey = new CacheKey(SET.name(), namespace, new Object[] { key });
		ReferenceRecord record = this.store.claim(cacheKey, draft, null).record();
		Instant expiresAt = (record.freshUntil() != ReferenceRecord.NEVER) ? Instant.ofEpochMilli(record.freshUntil())
				: null;
		return new CacheReference(record.id().toString(), namespace, Instant.ofEpochMilli(record.createdAt()),
				expiresAt);
	}

	@Override
	public RefResponse<?> get(String refId, ReadOptions options) {
		ReferenceRecord record = find(refId);
		boolean withValue = !options.exposedOnly() || record.operation().exposed();
		return this.responses.poll(record, options.format(), withValue);
	}

	@Override
	public <T> @Nullable T resolve(String refId, Class<T> type) {
		ReferenceRecord record = find(refId);
		return switch (record.status()) {
			case COMPLETE -> cast(record, type);
			case PENDING, PROCESSING -> throw new TaskInProgressException(this.responses.task(record, null));
			case FAILED -> throw this.responses.failure(record);
			case CANCELLED -> throw new TaskCancelledException(refId);
		};
	}

	@Override
	public boolean exists(String refId) {
		RefId id = RefId.parse(this.settings.name(), refId);
		return id != null && this.store.find(id, Part.HEAD) != null;
	}

	@Override
	public boolean delete(String refId) {
		RefId id = RefId.parse(this.settings.name(), refId);
		if (id == null) {
			return false;
		}
		boolean cancelled = this.tasks.cancel(id);
		return this.store.remove(id) || cancelled;
	}

	@Override
	public int clear(String namespace) {
		return this.store.clear(namespace);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T extends @Nullable Object> RefResponse<T> call(CallOptions options, Computation<T> computation) {
		RetryOptions retry = options.retry();
		Operation operation = new Operation(options.name(), Object.class.getName(), true,
				(retry != null) ? retry.maxRetries() : this.settings.maxRetries(), options.responseFormat());
		CallSpec spec = new CallSpec(operation, ttl(options.ttl()),
				timeout(options.asyncTimeout(), this.settings.defaultAsyncTimeout()),
				timeout(options.executionTimeout(), this.settings.defaultExecutionTimeout()), retry,
				(options.executor() != null) ? options.executor() : CallSpec.DEFAULT_EXECUTOR, true, false);
		CacheKey key = new CacheKey("call " + options.name(), namespace(options.namespace()),
				options.arguments().toArray());
		try {
			return (RefResponse<T>) this.path.call(spec, key, computation::compute);
		}
		catch (Throwable ex) {
			throw Rethrow.asIs(ex);
		}
	}

	@Override
	public Optional<TaskInfo> taskStatus(String refId) {
		return this.tasks.find(refId);
	}

	@Override
	public boolean cancelTask(String refId) {
		return this.tasks.cancel(refId);
	}

	@Override
	public boolean isCancellable(String refId) {
		return this.tasks.isCancellable(refId);
	}

	@Override
	public AsyncTaskResponse<?> retryTask(String refId) {
		return this.responses.task(this.tasks.retryRecord(refId), null);
	}

	private ReferenceRecord find(String refId) {
		RefId id = RefId.parse(this.settings.name(), refId);
		ReferenceRecord record = (id != null) ? this.store.find(id, Part.FULL) : null;
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

	private String namespace(@Nullable String namespace) {
		return (namespace != null) ? Namespaces.check(namespace) : this.settings.defaultNamespace();
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
