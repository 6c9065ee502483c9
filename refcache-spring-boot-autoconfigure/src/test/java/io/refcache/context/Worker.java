package io.refcache.context;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.refcache.task.CapturedContext;

/**
 * A thread of a pool, on which one task runs after the other.
 */
final class Worker implements AutoCloseable {

	private final ExecutorService executor = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "worker");
		thread.setDaemon(true);
		return thread;
	});

	void run(Runnable task) {
		call(Executors.callable(task));
	}

	<T> T call(Callable<T> task) {
		return get(submit(task));
	}

	/** Calls a body with a context around it. */
	<T> T call(CapturedContext context, Callable<T> body) {
		return get(submit(context, body));
	}

	<T> Future<T> submit(CapturedContext context, Callable<T> body) {
		return submit(() -> within(context, body));
	}

	private <T> Future<T> submit(Callable<T> task) {
		return this.executor.submit(task);
	}

	private static <T> T within(CapturedContext context, Callable<T> body) throws Exception {
		CapturedContext.Scope scope = context.open();
		try {
			return body.call();
		}
		finally {
			scope.close();
		}
	}

	static <T> T get(Future<T> future) {
		try {
			return future.get(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
