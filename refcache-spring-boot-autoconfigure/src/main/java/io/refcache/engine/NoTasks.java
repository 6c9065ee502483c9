package io.refcache.engine;

import java.util.List;
import java.util.Optional;

import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
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
	public List<TaskInfo> list(@Nullable TaskStatus status, int limit) {
		return List.of();
	}

	@Override
	public boolean cancel(String refId) {
		return false;
	}

	@Override
	public int cleanup() {
		return 0;
	}

	@Override
	public int active() {
		return 0;
	}

}
