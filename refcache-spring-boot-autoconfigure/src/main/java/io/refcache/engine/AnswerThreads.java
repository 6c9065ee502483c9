package io.refcache.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Daemon threads for commands that may block: a command waits only while the limit of
 * threads is held up by others. Nothing is refused, nor run where it is handed over.
 * <p>
 * Before a thread runs a command it sees to it that another one is free for the rest, and
 * starts one if it must. So a thousand quick commands are run by a few threads, and each
 * one that blocks costs one more.
 */
final class AnswerThreads implements Executor, AutoCloseable {

	private static final Log logger = LogFactory.getLog(AnswerThreads.class);

	private final int limit;

	private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();

	/** Threads that will look at the commands before they run one, or end. */
	private final AtomicInteger free = new AtomicInteger();

	/** Threads that run a command. */
	private final AtomicInteger busy = new AtomicInteger();

	private final AtomicBoolean warned = new AtomicBoolean();

	private final ThreadPoolExecutor threads;

	AnswerThreads(int limit, String name) {
		this.limit = limit;
		this.threads = OwnThreads.pool(name);
	}

	@Override
	public void execute(Runnable command) {
		this.commands.add(command);
		findThread();
	}

	private void findThread() {
		if (this.free.get() > 0 || this.commands.isEmpty()) {
			return;
		}
		if (this.busy.get() >= this.limit) {
			// Each of them looks at the commands when it is done.
			warn();
			return;
		}
		if (this.free.compareAndSet(0, 1)) {
			startThread();
		}
	}

	private void startThread() {
		try {
			this.threads.execute(this::work);
		}
		catch (OutOfMemoryError ex) {
			// No thread can be started: who is busy, or hands over the next, comes by.
			this.free.decrementAndGet();
			logger.warn("No thread could be started to complete a future; it has to wait", ex);
		}
		catch (Throwable ex) {
			// As a stack that overflows. Without a thread behind it, nobody would start
			// one.
			this.free.decrementAndGet();
			throw ex;
		}
	}

	private void work() {
		while (true) {
			Runnable command = this.commands.poll();
			if (command != null) {
				this.busy.incrementAndGet();
				this.free.decrementAndGet();
				findThread();
				run(command);
				this.busy.decrementAndGet();
				this.free.incrementAndGet();
			}
			else {
				this.free.decrementAndGet();
				// What was added since may have counted on this thread.
				if (this.commands.isEmpty() || !this.free.compareAndSet(0, 1)) {
					return;
				}
			}
		}
	}

	private static void run(Runnable command) {
		try {
			command.run();
		}
		catch (Throwable ex) {
			logger.error("A command failed", ex);
		}
		finally {
			// What a callback did to its thread is not for the next one.
			Thread.interrupted();
		}
	}

	private void warn() {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn(("%d threads are held up by what hangs on futures of refcache; other futures have to wait. "
					+ "Give what blocks a thread of its own, as by thenApplyAsync")
				.formatted(this.limit));
		}
	}

	/**
	 * Ends idle threads. What comes later is run all the same.
	 */
	@Override
	public void close() {
		this.threads.setKeepAliveTime(0, TimeUnit.SECONDS);
	}

}
