package io.refcache.web;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one command as often as it is asked for, never twice at a time. What is asked for
 * while it runs is run once more, however often that was.
 */
final class Turns {

	private final Executor executor;

	private final Runnable command;

	private final AtomicInteger asked = new AtomicInteger();

	Turns(Executor executor, Runnable command) {
		this.executor = executor;
		this.command = command;
	}

	/**
	 * Asks for a turn that begins after this call. Does not block.
	 */
	void ask() {
		if (this.asked.getAndIncrement() == 0) {
			this.executor.execute(this::run);
		}
	}

	private void run() {
		int seen;
		do {
			seen = this.asked.get();
			this.command.run();
		}
		// Who asked since has left the turn to this thread.
		while (!this.asked.compareAndSet(seen, 0));
	}

}
