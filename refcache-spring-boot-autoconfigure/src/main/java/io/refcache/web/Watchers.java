package io.refcache.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.refcache.store.Subscription;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The clients that wait for a task, or are told of it, without a thread of the server.
 * When the application stops they are let go first, for the server would wait for them.
 */
final class Watchers implements SmartLifecycle {

	/**
	 * Before the server stops to take requests, which is at {@code DEFAULT_PHASE - 1024}.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private static final int THREADS = 8;

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final TaskRegistry tasks;

	private final int limit;

	private final Duration heartbeat;

	private final Map<Watcher, Subscription> watchers = new ConcurrentHashMap<>();

	private volatile @Nullable ScheduledThreadPoolExecutor threads;

	private volatile @Nullable WritingThreads writers;

	private volatile boolean running;

	/**
	 * No clients yet.
	 * @param tasks tells of changes
	 * @param limit how many clients there may be
	 * @param heartbeat how often streams show that they are alive
	 */
	Watchers(TaskRegistry tasks, int limit, Duration heartbeat) {
		this.tasks = tasks;
		this.limit = limit;
		this.heartbeat = heartbeat;
	}

	/**
	 * Adds a client, which is told of changes from now on.
	 * @return whether there is room for it
	 */
	boolean add(Watcher watcher) {
		if (!this.running || this.watchers.size() >= this.limit) {
			return false;
		}
		this.watchers.put(watcher, this.tasks.watch(watcher.refId(), watcher::changed));
		// A stop may have passed over it.
		if (!this.running) {
			remove(watcher);
			return false;
		}
		return true;
	}

	void remove(Watcher watcher) {
		Subscription subscription = this.watchers.remove(watcher);
		if (subscription != null) {
			subscription.close();
		}
	}

	int size() {
		return this.watchers.size();
	}

	/**
	 * Runs what may wait for a client that does not read.
	 */
	void write(Runnable command) {
		WritingThreads writers = this.writers;
		if (writers != null) {
			writers.execute(command);
		}
	}

	/**
	 * Runs what may wait for the store, and for no client.
	 */
	void execute(Runnable command) {
		ScheduledThreadPoolExecutor threads = this.threads;
		if (threads != null) {
			try {
				threads.execute(command);
			}
			catch (RejectedExecutionException ex) {
				// The application ends, and the client with it.
			}
		}
	}

	@Override
	public void start() {
		CustomizableThreadFactory factory = new CustomizableThreadFactory("refcache-watch-");
		factory.setDaemon(true);
		ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, factory);
		long nanos = this.heartbeat.toNanos();
		threads.scheduleWithFixedDelay(() -> this.watchers.keySet().forEach(Watcher::beat), nanos, nanos,
				TimeUnit.NANOSECONDS);
		WritingThreads writers = new WritingThreads(factory);
		threads.scheduleWithFixedDelay(writers::relieve, 1, 1, TimeUnit.SECONDS);
		this.writers = writers;
		this.threads = threads;
		this.running = true;
	}

	/** What is still to be told must be with the server before that stops. */
	@Override
	public void stop() {
		ScheduledThreadPoolExecutor threads = this.threads;
		WritingThreads writers = this.writers;
		if (threads == null || writers == null || !this.running) {
			return;
		}
		this.running = false;
		this.watchers.keySet().forEach(Watcher::release);
		threads.shutdown();
		try {
			writers.stop(PATIENCE);
			if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				threads.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * A client that waits. None of its methods may block.
	 */
	interface Watcher {

		/**
		 * What it waits for.
		 */
		String refId();

		/**
		 * Tells it that the task may have changed.
		 */
		void changed();

		/**
		 * Has it look whether the connection is alive, and whether it missed a change.
		 */
		default void beat() {
			changed();
		}

		/**
		 * Lets the client go, with what is known.
		 */
		void release();

	}

}
