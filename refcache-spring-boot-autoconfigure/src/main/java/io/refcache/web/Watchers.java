package io.refcache.web;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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

	private final int limit;

	private final Duration heartbeat;

	private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

	private final ThreadPoolExecutor threads;

	private final ScheduledExecutorService timer;

	private volatile boolean running;

	/**
	 * No clients yet.
	 * @param limit how many there may be
	 * @param heartbeat how often streams show that they are alive
	 */
	Watchers(int limit, Duration heartbeat) {
		this.limit = limit;
		this.heartbeat = heartbeat;
		this.threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				threadFactory("refcache-watch-"));
		this.threads.allowCoreThreadTimeOut(true);
		this.timer = Executors.newSingleThreadScheduledExecutor(threadFactory("refcache-heartbeat-"));
	}

	private static CustomizableThreadFactory threadFactory(String prefix) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		return factory;
	}

	/**
	 * Adds a client.
	 * @return whether there is room for it
	 */
	boolean add(Watcher watcher) {
		if (!this.running || this.watchers.size() >= this.limit) {
			return false;
		}
		this.watchers.add(watcher);
		if (!this.running) {
			this.watchers.remove(watcher);
			return false;
		}
		return true;
	}

	void remove(Watcher watcher) {
		this.watchers.remove(watcher);
	}

	int size() {
		return this.watchers.size();
	}

	/**
	 * Runs what may wait for a client, or for the store.
	 */
	void execute(Runnable command) {
		try {
			this.threads.execute(command);
		}
		catch (RejectedExecutionException ex) {
			// The application ends, and the client with it.
		}
	}

	@Override
	public void start() {
		this.running = true;
		long nanos = this.heartbeat.toNanos();
		this.timer.scheduleWithFixedDelay(() -> this.watchers.forEach(Watcher::beat), nanos, nanos,
				TimeUnit.NANOSECONDS);
	}

	@Override
	public void stop() {
		this.running = false;
		this.timer.shutdownNow();
		this.watchers.forEach(Watcher::release);
		this.threads.shutdown();
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
	 * A client that waits.
	 */
	interface Watcher {

		/**
		 * Shows that the connection is alive, and finds out if it is not. Must not block.
		 */
		void beat();

		/**
		 * Lets the client go, with what is known.
		 */
		void release();

	}

}
