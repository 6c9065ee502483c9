package io.refcache.engine;

import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What came of a flight: a record, never a response, for each caller gets its own.
 */
sealed interface Outcome {

	/**
	 * The run has ended, as the record says.
	 *
	 * @param record the record that the store holds, or held until it was removed
	 * @param failure the exception of the body, if it ran on this node and failed
	 */
	record Ended(ReferenceRecord record, @Nullable Throwable failure) implements Outcome {

	}

	/**
	 * The call that led found a value that was there already. Who joined looks for
	 * himself: it may have been deleted before he came.
	 *
	 * @param record the complete record
	 */
	record Found(ReferenceRecord record) implements Outcome {

	}

	/**
	 * The call that led got no run under way; it concerns all who joined it.
	 *
	 * @param cause why
	 */
	record Aborted(Throwable cause) implements Outcome {

	}

	/**
	 * There is no run, for a reason that does not concern those who joined: they start
	 * over.
	 *
	 * @param leaderFailure what went wrong for the call that led; {@code null} if it
	 * starts over as well
	 */
	record StartOver(@Nullable Throwable leaderFailure) implements Outcome {

	}

	/**
	 * A transaction of the calling thread has not committed the value. It concerns that
	 * call alone; the flight lands when the transaction completes.
	 *
	 * @param id the reference
	 * @param value the value
	 */
	record Uncommitted(RefId id, @Nullable Object value) implements Outcome {

	}

	/**
	 * The flight lands after a transaction that cannot complete while the call waits. It
	 * concerns that call alone, which computes for itself.
	 */
	record Blocked() implements Outcome {

	}

}
