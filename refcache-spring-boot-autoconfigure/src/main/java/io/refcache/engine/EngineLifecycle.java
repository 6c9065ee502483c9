package io.refcache.engine;

import java.time.Duration;

/**
 * What an engine does when its application starts and stops.
 */
final class EngineLifecycle {

	private final LiveTasks tasks;

	private final Cleanup cleanup;

	private final Drain drain;

	private final OwnThreads threads;

	EngineLifecycle(LiveTasks tasks, Cleanup cleanup, Drain drain, OwnThreads threads) {
		this.tasks = tasks;
		this.cleanup = cleanup;
		this.drain = drain;
		this.threads = threads;
	}

	void start() {
		this.tasks.open();
	}

	void stop(Duration timeout) {
		if (this.drain.run(timeout)) {
			this.cleanup.stop();
		}
	}

	void close() {
		stop(Duration.ZERO);
		this.threads.close();
	}

}
