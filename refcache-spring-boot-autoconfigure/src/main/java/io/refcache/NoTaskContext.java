package io.refcache;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The {@link TaskContext} of code that is no computation.
 */
final class NoTaskContext implements TaskContext {

	@Override
	public void report(long current, long total, @Nullable String message) {
	}

	@Override
	public @Nullable String refId() {
		return null;
	}

	@Override
	public String name() {
		return "";
	}

	@Override
	public int attempt() {
		return 0;
	}

	@Override
	public boolean isCancelled() {
		return false;
	}

	@Override
	public void throwIfCancelled() {
	}

	@Override
	public Optional<Duration> remainingTime() {
		return Optional.empty();
	}

	@Override
	public String toString() {
		return "TaskContext.NONE";
	}

}
