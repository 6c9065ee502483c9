package io.refcache.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.refcache.task.Waiting;

/**
 * Waiting in real time.
 */
final class SystemTicker implements Waiting {

	@Override
	public boolean await(CompletableFuture<?> event, long nanos) throws InterruptedException {
		try {
			event.get(nanos, TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return event.isDone();
		}
		catch (ExecutionException ex) {
			return true;
		}
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

}
