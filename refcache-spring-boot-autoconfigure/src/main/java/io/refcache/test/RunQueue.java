package io.refcache.test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.refcache.task.RunExecutor;
import io.refcache.task.TaskRun;
import io.refcache.test.AutoConfigureRefCache.Executor;

/**
 * What the runs of all executors pass through: some start, some wait here.
 */
final class RunQueue {

	private final Executor mode;

	private final Function<String, RunExecutor> executors;

	private final List<Waiter> queue = new ArrayList<>();

	private final Set<String> held = new HashSet<>();

	/**
	 * An empty queue.
	 * @param mode when runs start
	 * @param executors the executors of the application
	 */
	RunQueue(Executor mode, Function<String, RunExecutor> executors) {
		this.mode = mode;
		this.executors = executors;
	}

	/**
	 * Takes the place of an executor.
	 */
	RunExecutor executor(String name) {
		return new RunExecutor() {

			@Override
			public void execute(Runnable run) {
				take(new Waiter(run, name));
			}

			@Override
			public boolean remove(Runnable run) {
				return drop(run)
						|| (RunQueue.this.mode == Executor.REAL && RunQueue.this.executors.apply(name).remove(run));
			}

		};
	}

	private void take(Waiter run) {
		synchronized (this) {
			if (this.mode == Executor.MANUAL || this.held.contains(run.name())) {
				this.queue.add(run);
				return;
			}
		}
		start(run);
	}

	private void start(Waiter waiter) {
		if (this.mode == Executor.REAL) {
			this.executors.apply(waiter.executor).execute(waiter.run);
		}
		else {
			waiter.run.run();
		}
	}

	private synchronized boolean drop(Runnable run) {
		return this.queue.removeIf((waiter) -> waiter.run == run);
	}

	/**
	 * Names of the operations whose runs wait, the next one first.
	 */
	synchronized List<String> names() {
		return this.queue.stream().map(Waiter::name).toList();
	}

	/**
	 * Runs what waits longest, on this thread.
	 * @return whether there was anything
	 */
	boolean runNext() {
		Waiter next;
		synchronized (this) {
			if (this.queue.isEmpty()) {
				return false;
			}
			next = this.queue.remove(0);
		}
		next.run.run();
		return true;
	}

	synchronized void hold(String name) {
		this.held.add(name);
	}

	void release(String name) {
		takeReleased(name).forEach(this::start);
	}

	private synchronized List<Waiter> takeReleased(String name) {
		List<Waiter> released = new ArrayList<>();
		if (this.held.remove(name) && this.mode != Executor.MANUAL) {
			for (Iterator<Waiter> iterator = this.queue.iterator(); iterator.hasNext();) {
				Waiter waiter = iterator.next();
				if (waiter.name().equals(name)) {
					iterator.remove();
					released.add(waiter);
				}
			}
		}
		return released;
	}

	/**
	 * Drops what waits, and holds nothing any more.
	 */
	synchronized void clear() {
		this.held.clear();
		this.queue.clear();
	}

	private record Waiter(Runnable run, String executor) {

		String name() {
			return (this.run instanceof TaskRun task) ? task.name() : this.run.toString();
		}

	}

}
