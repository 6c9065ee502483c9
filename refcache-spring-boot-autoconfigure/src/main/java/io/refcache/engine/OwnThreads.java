package io.refcache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.refcache.task.DelayScheduler;
import org.jspecify.annotations.Nullable;

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
	 * What completes futures: the given executor, or threads of its own, which also take
	 * what the given one refuses. It never runs a command on a thread that hands it over,
	 * unless the given one does.
	 */
	Executor answers(@Nullable Executor given) {
		AnswerThreads own = new AnswerThreads(MAX_ANSWERS, "refcache-answers");
		this.closing.add(own::close);
		return (given != null) ? (command) -> execute(command, given, own) : own;
	}

	private static void execute(Runnable command, Executor given, Executor own) {
		try {
			given.execute(command);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// The error is what a thread that cannot be started gives.
			own.execute(command);
		}
	}

	/**
	 * An executor that starts a thread for whatever it has none for. It gets no more work
	 * at a time than there are threads that wait for it.
	 */
	Executor spares() {
		ThreadPoolExecutor executor = pool("refcache-spare");
		this.closing.add(executor::shutdown);
		return executor;
	}

	static ThreadPoolExecutor pool(String name) {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), (task) -> {
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
