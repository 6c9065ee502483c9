package io.refcache.context;

import io.micrometer.context.ThreadLocalAccessor;
import io.refcache.TaskContext;
import io.refcache.TaskContextHolder;
import org.jspecify.annotations.Nullable;

/**
 * Lets Micrometer's context propagation take {@link TaskContext#current()} along to
 * threads that a body starts. Found by the registry itself.
 *
 * @since 0.1.0
 */
public final class TaskContextAccessor implements ThreadLocalAccessor<TaskContext> {

	/**
	 * The key of the context in snapshots.
	 */
	public static final String KEY = "refcache.task-context";

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable TaskContext getValue() {
		return TaskContextHolder.get();
	}

	@Override
	public void setValue(TaskContext context) {
		TaskContextHolder.set(context);
	}

	@Override
	public void setValue() {
		TaskContextHolder.set(null);
	}

}
