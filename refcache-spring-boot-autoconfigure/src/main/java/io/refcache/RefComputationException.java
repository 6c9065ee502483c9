package io.refcache;

/**
 * A task that failed, for readers who were not there when it did: only its text is left.
 *
 * @since 0.1.0
 */
public class RefComputationException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String refId;

	private final transient TaskError error;

	public RefComputationException(String refId, TaskError error) {
		super("Task '%s' failed with %s: %s".formatted(refId, error.simpleType(), error.text()));
		this.refId = refId;
		this.error = error;
	}

	/**
	 * The reference of the task.
	 * @return the reference
	 */
	public String getRefId() {
		return this.refId;
	}

	/**
	 * What went wrong.
	 * @return type, message and error id
	 */
	public TaskError getError() {
		return this.error;
	}

}
