package io.refcache.store;

import io.refcache.ResponseFormat;

/**
 * What all references of one method have in common.
 *
 * @param name name of the operation, for listings and metrics
 * @param resultType the declared type of the value, as in source code
 * @param exposed whether surfaces outside the application may serve the value
 * @param maxRetries attempts that may follow the first one under the same reference
 * @param format amount of detail if the answer is the state of a task
 * @param previewMaxSize the size beyond which values travel as previews; 0 for what the
 * server says
 * @since 0.1.0
 */
public record Operation(String name, String resultType, boolean exposed, int maxRetries, ResponseFormat format,
		int previewMaxSize) {

	/**
	 * An operation that is not retried, and told of in {@link ResponseFormat#STANDARD}
	 * detail.
	 * @param name name of the operation
	 * @param resultType the declared type of the value
	 * @param exposed whether surfaces outside the application may serve the value
	 */
	public Operation(String name, String resultType, boolean exposed) {
		this(name, resultType, exposed, 0, ResponseFormat.STANDARD);
	}

	/**
	 * An operation with previews as the server says.
	 * @param name name of the operation
	 * @param resultType the declared type of the value
	 * @param exposed whether surfaces outside the application may serve the value
	 * @param maxRetries attempts that may follow the first one under the same reference
	 * @param format amount of detail if the answer is the state of a task
	 */
	public Operation(String name, String resultType, boolean exposed, int maxRetries, ResponseFormat format) {
		this(name, resultType, exposed, maxRetries, format, 0);
	}

}
