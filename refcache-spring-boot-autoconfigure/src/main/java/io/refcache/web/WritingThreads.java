package io.refcache.web;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that write to clients. One that does not read holds a thread until the server
 * gives it up: while all are held there are more of them, so that it harms itself alone.
 */
final class WritingThreads {

	private static final int USUAL = 8;

	private static final int MOST = 256;

	private final ThreadPoolExecutor threads;

	private long completed = -1;

	WritingThreads(ThreadFactory factory) {
		this.threads = new ThreadPoolExecutor(USUAL, MOST, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
		this.threads.allowCoreThreadTimeOut(true);
	}

	void execute(Runnable command) {
		try {
			this.threads.execute(command);
		}
		catch (RejectedExecutionException ex) {
			// The application ends, and the client with it.
		}
	}

	/**
	 * Adds threads if none has finished anything since the last time, and takes them away
	 * again when nothing waits.
	 */
	void relieve() {
		long completed = this.threads.getCompletedTaskCount();
		boolean waits = !this.threads.getQueue().isEmpty();
		int size = this.threads.getCorePoolSize();
		if (waits && completed == this.completed) {
			this.threads.setCorePoolSize(Math.min(MOST, size * 2));
		}
		else if (!waits && size > USUAL) {
			this.threads.setCorePoolSize(size / 2);
		}
		this.completed = completed;
	}

	/**
	 * Lets what is under way be written.
	 * @param patience for how long
	 * @throws InterruptedException if the thread is to stop
	 */
	void stop(Duration patience) throws InterruptedException {
		this.threads.shutdown();
		if (!this.threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
			this.threads.shutdownNow();
		}
	}

}
