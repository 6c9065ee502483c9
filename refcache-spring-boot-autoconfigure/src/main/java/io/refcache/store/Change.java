package io.refcache.store;

import java.time.Duration;

import io.refcache.TaskError;
import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a record is changed: what is {@code null} or {@code false} stays as it is.
 *
 * @param to the new state. {@code COMPLETE} takes the value, which may be {@code null};
 * {@code FAILED} and {@code CANCELLED} detach; {@code PENDING} is the next attempt
 * @param newRun the token of the next run, given with {@code to = PENDING} only. It must
 * be a new one: an old token would let what the last attempt does late end the next
 * @param owner the node that runs it
 * @param lease how long the owner is believed alive from now
 * @param notBefore how long the next attempt waits; {@code null} or zero for not at all
 * @param error what went wrong; with {@code to = PENDING} it goes to the retry history
 * @param value the value
 * @param fresh how long the key hits from now; {@code null} with {@code COMPLETE} for
 * ever
 * @param keep how long a published id resolves at least from now
 * @param publish whether the id leaves the engine
 * @param detach whether the record loses its key
 * @param withhold whether what is said of it in words is not for all any more
 * @since 0.1.0
 */
public record Change(@Nullable TaskStatus to, @Nullable Long newRun, @Nullable String owner, @Nullable Duration lease,
		@Nullable Duration notBefore, @Nullable TaskError error, @Nullable Object value, @Nullable Duration fresh,
		@Nullable Duration keep, boolean publish, boolean detach, boolean withhold) {

	private static final Change START = to(TaskStatus.PROCESSING, null, null);

	private static final Change PUBLISH = new Change(null, null, null, null, null, null, null, null, null, true, false,
			false);

	private static final Change DETACH = new Change(null, null, null, null, null, null, null, null, null, false, true,
			false);

	private static final Change WITHHOLD = new Change(null, null, null, null, null, null, null, null, null, false,
			false, true);

	public Change {
		if ((to == TaskStatus.PENDING) != (newRun != null)) {
			throw new IllegalArgumentException(
					"'newRun' (%s) must be given with 'to' (%s) = PENDING, and only then".formatted(newRun, to));
		}
	}

	/**
	 * The body starts.
	 * @return the change
	 */
	public static Change start() {
		return START;
	}

	/**
	 * The body ended with a value.
	 * @param value the value
	 * @param fresh how long the key hits; {@code null} for ever
	 * @param keep how long a published id resolves at least
	 * @param publish whether the id leaves the engine with the value
	 * @param detach whether the key must not hit
	 * @return the change
	 */
	public static Change succeed(@Nullable Object value, @Nullable Duration fresh, Duration keep, boolean publish,
			boolean detach) {
		return new Change(TaskStatus.COMPLETE, null, null, null, null, null, value, fresh, keep, publish, detach,
				false);
	}

	/**
	 * The run ended with an error, for good.
	 * @param error the error
	 * @param keep how long a published id resolves
	 * @return the change
	 */
	public static Change fail(TaskError error, Duration keep) {
		return to(TaskStatus.FAILED, error, keep);
	}

	/**
	 * The run was cancelled.
	 * @param keep how long a published id resolves
	 * @return the change
	 */
	public static Change cancel(Duration keep) {
		return to(TaskStatus.CANCELLED, null, keep);
	}

	/**
	 * The next attempt is to come.
	 * @param newRun the token of the next run
	 * @param error what went wrong in the last one; {@code null} if it has already been
	 * recorded
	 * @param notBefore how long it waits
	 * @return the change
	 */
	public static Change retry(long newRun, @Nullable TaskError error, Duration notBefore) {
		return new Change(TaskStatus.PENDING, newRun, null, null, notBefore, error, null, null, null, false, false,
				false);
	}

	/**
	 * The id leaves the engine.
	 * @return the change
	 */
	public static Change publishing() {
		return PUBLISH;
	}

	/**
	 * The key is no longer to lead to it.
	 * @return the change
	 */
	public static Change detaching() {
		return DETACH;
	}

	/**
	 * Somebody has to do with it who may not read what it was given.
	 * @return the change
	 */
	public static Change withholding() {
		return WITHHOLD;
	}

	private static Change to(TaskStatus to, @Nullable TaskError error, @Nullable Duration keep) {
		return new Change(to, null, null, null, null, error, null, null, keep, false, false, false);
	}

}
