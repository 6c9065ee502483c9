package io.refcache.store;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * When a change may be applied.
 *
 * @param from the states from which it may
 * @param run the run that must be the record's; {@code null} for any
 * @param lapsed whether the lease must be over by the store's clock
 * @param keyFree whether the key must have no holder, or this record; it is then taken by
 * this record
 * @since 0.1.0
 */
public record Guard(Set<TaskStatus> from, @Nullable Long run, boolean lapsed, boolean keyFree) {

	private static final Set<TaskStatus> UNENDED = Collections
		.unmodifiableSet(EnumSet.of(TaskStatus.PENDING, TaskStatus.PROCESSING));

	private static final Guard ANY_UNENDED = new Guard(UNENDED, null, false, false);

	private static final Guard ANY = new Guard(Collections.unmodifiableSet(EnumSet.allOf(TaskStatus.class)), null,
			false, false);

	/**
	 * The given run has not ended.
	 * @param run the run
	 * @return the guard
	 */
	public static Guard running(long run) {
		return new Guard(UNENDED, run, false, false);
	}

	/**
	 * Whatever runs has not ended.
	 * @return the guard
	 */
	public static Guard unended() {
		return ANY_UNENDED;
	}

	/**
	 * The given run has not ended, but its lease has.
	 * @param run the run
	 * @return the guard
	 */
	public static Guard lapsed(long run) {
		return new Guard(UNENDED, run, true, false);
	}

	/**
	 * The given run failed, and its key is free.
	 * @param run the run
	 * @return the guard
	 */
	public static Guard failedWithFreeKey(long run) {
		return new Guard(Set.of(TaskStatus.FAILED), run, false, true);
	}

	/**
	 * Always.
	 * @return the guard
	 */
	public static Guard any() {
		return ANY;
	}

}
