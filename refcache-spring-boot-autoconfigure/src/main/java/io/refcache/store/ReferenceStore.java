package io.refcache.store;

import java.time.Duration;
import java.util.Map;

import io.refcache.RefCacheStoreException;
import io.refcache.TaskProgress;
import org.jspecify.annotations.Nullable;

/**
 * Where references live. A store is dumb: it takes atomic steps and knows nothing of
 * flights, threads or callers.
 * <p>
 * <b>Atomicity.</b> Every method is one step, linearizable for a key with its records.
 * <p>
 * <b>Transactions.</b> A step never joins a caller's transaction.
 * <p>
 * <b>Time</b> is the store's own clock.
 * <p>
 * <b>Repetition.</b> A step that is taken again with the same id and run has no further
 * effect, and the same answer.
 * <p>
 * <b>Failure.</b> A store that cannot be reached throws a {@link RefCacheStoreException};
 * the step may or may not have been taken.
 * <p>
 * <b>Removal.</b> A record that has {@linkplain ReferenceRecord#isUnreachable() ended,
 * detached and unpublished} is removed in the step that makes it so.
 *
 * @since 0.1.0
 */
public interface ReferenceStore {

	/**
	 * Finds the holder of a key.
	 * @param key the key
	 * @param part how much is read
	 * @return the record that is not detached, and has not ended or is fresh;
	 * {@code null} if there is none
	 */
	@Nullable ReferenceRecord lookup(CacheKey key, Part part);

	/**
	 * Finds a record, whatever its state.
	 * @param id the id
	 * @param part how much is read
	 * @return the record; {@code null} if it was removed or its time is over
	 */
	@Nullable ReferenceRecord find(RefId id, Part part);

	/**
	 * Takes a key for a new record, unless another record than {@code supersede} holds
	 * it. The old holder, if any, is detached. Only a claim, and a retry, lets a key lead
	 * to a record.
	 * @param key the key; {@code null} for a record without one, which is always granted
	 * @param draft the new record
	 * @param supersede the holder that may be detached; {@code null} for none
	 * @return granted with the new record, or the record that holds the key
	 */
	Claim claim(@Nullable CacheKey key, Draft draft, @Nullable RefId supersede);

	/**
	 * Changes a record if the guard holds; never makes one.
	 * @param id the id
	 * @param guard when
	 * @param change how
	 * @return what came of it
	 * @throws IllegalArgumentException if the token of the next run is that of the last
	 */
	StepResult update(RefId id, Guard guard, Change change);

	/**
	 * Publishes the progress of a run. Best effort.
	 * @param id the id
	 * @param run the run
	 * @param progress the progress
	 * @return whether the record has not ended and is of this run
	 */
	boolean progress(RefId id, long run, TaskProgress progress);

	/**
	 * Extends the leases of runs, all in one batch.
	 * @param runs the runs by id
	 * @param lease how long their owner is believed alive from now
	 * @return the runs that were not extended, with the reason
	 */
	Map<RefId, Lost> renew(Map<RefId, Long> runs, Duration lease);

	/**
	 * Lets a key no longer lead to its holder. The record stays if it was published or
	 * has not ended.
	 * @param key the key
	 * @param expected the holder that is meant; {@code null} for any
	 * @return whether the key had that holder
	 */
	boolean detach(CacheKey key, @Nullable RefId expected);

	/**
	 * Detaches every record of an operation that was claimed before this call. Records
	 * stay if they were published or have not ended.
	 * @param operation name of the operation
	 * @param namespace the namespace, matched exactly; {@code null} for all
	 * @return number of records detached
	 */
	int detachAll(String operation, @Nullable String namespace);

	/**
	 * Removes an ended record.
	 * @param id the id
	 * @return whether it was there and had ended
	 */
	boolean remove(RefId id);

	/**
	 * Detaches every unended and removes every ended record of a namespace that was
	 * claimed before this call.
	 * @param namespace the namespace, matched exactly; {@code null} for all
	 * @return number of records detached or removed
	 */
	int clear(@Nullable String namespace);

	/**
	 * Lists heads, newest first. A hint: a change at the same time may be missed.
	 * @param query which records
	 * @param cursor where to go on; {@code null} for the start
	 * @param limit how many at most, 1 to 1000
	 * @return the records
	 */
	Slice list(Query query, @Nullable String cursor, int limit);

	/**
	 * Removes records whose time is over. Costs what it removes, not what there is.
	 * <p>
	 * With an age, retention is over as well, for this sweep, of whatever ended that long
	 * ago or longer: failures and cancellations go, and so do values that are not fresh.
	 * Values that are fresh are not removed; they may go for space from then on. A value
	 * whose retention was over before stays for its own time.
	 * @param maxAge how long what has ended is retained at most; {@code null} for as long
	 * as its end said
	 * @param limit how many are removed at most
	 * @return what was removed, and the runs whose lease is over
	 * @throws IllegalArgumentException if the age is negative
	 */
	Sweep sweep(@Nullable Duration maxAge, int limit);

	/**
	 * What had to go for space since this node was started.
	 * @return the numbers; {@link EvictionStatistics#NONE} if the store does not know
	 */
	default EvictionStatistics evictions() {
		return EvictionStatistics.NONE;
	}

	/**
	 * Registers a listener.
	 * @param listener the listener
	 * @return the registration
	 */
	Subscription subscribe(SignalListener listener);

}
