package io.refcache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.refcache.task.DelayScheduler;

/**
 * The threads that an engine starts for itself, where nobody gives it others: daemons
 * that start with their first work.
 */
final class OwnThreads implements AutoCloseable {

	private static final int MAX_ANSWERS = 256;

	private final List<Runnable> closing = new ArrayList<>();

	DelayScheduler scheduler() {
		ThreadScheduler scheduler = new ThreadScheduler("refcache-scheduler");
		this.closing.add(scheduler::close);
		return scheduler;
	}

	/**
	 * An executor without queue: what it cannot take at once it refuses.
	 */
	Executor answers() {
		ThreadPoolExecutor executor = pool(MAX_ANSWERS, "refcache-answers");
		this.closing.add(executor::shutdown);
		return executor;
	}

	/**
	 * An executor that starts a thread for whatever it has none for. It gets no more work
	 * at a time than there are threads that wait for it.
	 */
	Executor spares() {
		ThreadPoolExecutor executor = pool(Integer.MAX_VALUE, "refcache-spare");
		this.closing.add(executor::shutdown);
		return executor;
	}

	private static ThreadPoolExecutor pool(int size, String name) {
		return new ThreadPoolExecutor(0, size, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	@Override
	public void close() {
		this.closing.forEach(Runnable::run);
	}

}
