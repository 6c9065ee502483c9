package io.refcache.store;

/**
 * What came of an update.
 *
 * @since 0.1.0
 */
public sealed interface StepResult {

	/**
	 * The change was made, now or by an earlier attempt at the same step.
	 *
	 * @param after the record after it; it may have been removed in the same step
	 */
	record Applied(ReferenceRecord after) implements StepResult {

	}

	/**
	 * The guard did not hold; nothing was changed.
	 *
	 * @param current the record as it is
	 */
	record Refused(ReferenceRecord current) implements StepResult {

	}

	/**
	 * There is no such record.
	 */
	record Gone() implements StepResult {

		/**
		 * The one instance that is needed.
		 */
		public static final Gone INSTANCE = new Gone();

	}

}
