package io.refcache;

/**
 * Amount of detail in the JSON of an {@link AsyncTaskResponse}.
 *
 * @since 0.1.0
 */
public enum ResponseFormat {

	/**
	 * {@code ref_id}, {@code status}, {@code is_complete} and {@code is_async}.
	 */
	MINIMAL,

	/**
	 * Also {@code started_at}, {@code progress} and {@code message}.
	 */
	STANDARD,

	/**
	 * Also {@code eta_seconds}, {@code error}, {@code not_before}, {@code retry_count},
	 * {@code can_retry} and {@code expected_schema}.
	 */
	FULL

}
