package io.refcache.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.refcache.Actor;
import io.refcache.AsyncTaskResponse;
import io.refcache.CacheReference;
import io.refcache.CallOptions;
import io.refcache.Computation;
import io.refcache.EntryOptions;
import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.TaskContext;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * The {@link RefCache} of an application that has switched it off: it computes, and
 * stores nothing.
 */
final class PassThroughRefCache implements RefCache {

	private final IdSource ids;

	private final String defaultNamespace;

	private final InstantSource clock;

	PassThroughRefCache(IdSource ids, String defaultNamespace, InstantSource clock) {
		this.ids = ids;
		this.defaultNamespace = defaultNamespace;
		this.clock = clock;
	}

	@Override
	public CacheReference set(String key, @Nullable Object value, EntryOptions options) {
		Instant now = this.clock.instant();
		String namespace = (options.namespace() != null) ? options.namespace() : this.defaultNamespace;
		return new CacheReference(this.ids.next().refId().toString(), namespace, now, now);
	}

	@Override
	public RefResponse<?> get(String refId, ReadOptions options) {
		throw new RefNotFoundException(refId);
	}

	@Override
	public <T> @Nullable T resolve(String refId, Class<T> type) {
		throw new RefNotFoundException(refId);
	}

	@Override
	public boolean exists(String refId) {
		return false;
	}

	@Override
	public boolean delete(String refId) {
		return false;
	}

	@Override
	public int clear(String namespace) {
		return 0;
	}

	@Override
	public boolean invalidate(String name, @Nullable Object... arguments) {
		return false;
	}

	@Override
	public boolean invalidate(CallOptions options) {
		return false;
	}

	@Override
	public int invalidateAll(String name) {
		return 0;
	}

	@Override
	public <T extends @Nullable Object> RefResponse<T> call(CallOptions options, Computation<T> computation) {
		try {
			return RefResponse.of(computation.compute(TaskContext.NONE));
		}
		catch (Exception ex) {
			throw Rethrow.asIs(ex);
		}
	}

	@Override
	public RefCache as(Actor actor) {
		return this;
	}

	@Override
	public List<TaskInfo> listTasks(@Nullable TaskStatus status, int limit) {
		return List.of();
	}

	@Override
	public Optional<TaskInfo> taskStatus(String refId) {
		return Optional.empty();
	}

	@Override
	public boolean cancelTask(String refId) {
		return false;
	}

	@Override
	public boolean isCancellable(String refId) {
		return false;
	}

	@Override
	public AsyncTaskResponse<?> retryTask(String refId) {
		throw new RefNotFoundException(refId);
	}

}
