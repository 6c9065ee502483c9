package io.refcache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.refcache.task.DelayScheduler;
import io.refcache.task.Waiting;

/**
 * Time as the engine needs it.
 *
 * @param waiting lets threads wait, and measures
 * @param scheduler calls back later
 */
record Timing(Waiting waiting, DelayScheduler scheduler) implements Waiting, DelayScheduler {

	@Override
	public boolean await(CompletableFuture<?> event, long nanos) throws InterruptedException {
		return this.waiting.await(event, nanos);
	}

	@Override
	public long nanoTime() {
		return this.waiting.nanoTime();
	}

	@Override
	public Delayed schedule(Runnable task, Duration delay) {
		return this.scheduler.schedule(task, delay);
	}

}
