package io.refcache.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.refcache.RefNotFoundException;
import io.refcache.TaskInfo;
import io.refcache.store.Subscription;
import io.refcache.task.CleanupReport;
import io.refcache.task.CleanupStatistics;
import io.refcache.task.RunRejectedException.Limit;
import io.refcache.task.TaskPage;
import io.refcache.task.TaskQuery;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The {@link TaskRegistry} of an application that has switched refcache off.
 */
final class NoTasks implements TaskRegistry {

	@Override
	public Optional<TaskInfo> find(String refId) {
		return Optional.empty();
	}

	@Override
	public TaskPage list(TaskQuery query) {
		return new TaskPage(List.of(), null);
	}

	@Override
	public Subscription watch(String refId, Runnable onChange) {
		return () -> {
		};
	}

	@Override
	public boolean cancel(String refId) {
		return false;
	}

	@Override
	public boolean isCancellable(String refId) {
		return false;
	}

	@Override
	public TaskInfo retry(String refId) {
		throw new RefNotFoundException(refId);
	}

	@Override
	public CleanupReport cleanup() {
		return new CleanupReport(Instant.EPOCH, Duration.ZERO, Map.of());
	}

	@Override
	public CleanupReport cleanup(Duration maxAge) {
		return cleanup();
	}

	@Override
	public CleanupStatistics cleanupStatistics() {
		return new CleanupStatistics(0, Map.of(), null, null);
	}

	@Override
	public int active() {
		return 0;
	}

	@Override
	public int stopping() {
		return 0;
	}

	@Override
	public Map<Limit, Long> rejections() {
		return Map.of();
	}

}
