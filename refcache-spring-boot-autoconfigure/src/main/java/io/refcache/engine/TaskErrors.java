package io.refcache.engine;

import io.refcache.TaskError;
import org.jspecify.annotations.Nullable;

/**
 * Turns exceptions into text that is worth keeping, of bounded length.
 */
final class TaskErrors {

	private static final int MAX_LENGTH = 4096;

	private final IdSource ids;

	TaskErrors(IdSource ids) {
		this.ids = ids;
	}

	TaskError of(Throwable failure) {
		if (failure instanceof WithheldFailure withheld) {
			return new TaskError(withheld.type(), null, this.ids.errorId());
		}
		return new TaskError(failure.getClass().getName(), shorten(messageOf(failure)), this.ids.errorId());
	}

	private static @Nullable String messageOf(Throwable failure) {
		try {
			return failure.getMessage();
		}
		catch (RuntimeException | Error ex) {
			return null;
		}
	}

	private static @Nullable String shorten(@Nullable String message) {
		return (message != null && message.length() > MAX_LENGTH) ? message.substring(0, MAX_LENGTH - 1) + "…"
				: message;
	}

}
