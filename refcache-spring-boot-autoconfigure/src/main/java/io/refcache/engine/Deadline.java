package io.refcache.engine;

import java.time.Duration;

import io.refcache.task.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The end of a caller's wait: it counts from the call, whatever happens meanwhile.
 */
final class Deadline {

	private final Waiting waiting;

	private final boolean never;

	private final long end;

	Deadline(Waiting waiting, @Nullable Duration timeout) {
		this.waiting = waiting;
		this.never = timeout == null;
		this.end = (timeout != null) ? waiting.nanoTime() + Nanos.of(timeout) : 0;
	}

	boolean isNever() {
		return this.never;
	}

	boolean isOver() {
		return !this.never && remaining() <= 0;
	}

	/**
	 * What is left, in nanoseconds.
	 */
	long remaining() {
		return this.never ? Long.MAX_VALUE : this.end - this.waiting.nanoTime();
	}

}
