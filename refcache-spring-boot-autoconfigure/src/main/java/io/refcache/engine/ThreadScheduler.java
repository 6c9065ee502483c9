package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.refcache.task.DelayScheduler;

/**
 * A scheduler with one daemon thread, which starts with the first call that is to come.
 */
final class ThreadScheduler implements DelayScheduler, AutoCloseable {

	private final ScheduledThreadPoolExecutor executor;

	ThreadScheduler(String threadName) {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, threadName);
			thread.setDaemon(true);
			return thread;
		});
		this.executor.setRemoveOnCancelPolicy(true);
	}

	@Override
	public Delayed schedule(Runnable task, Duration delay) {
		ScheduledFuture<?> future = this.executor.schedule(task, Nanos.of(delay), TimeUnit.NANOSECONDS);
		return () -> future.cancel(false);
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
