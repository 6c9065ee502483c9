package io.refcache;

/**
 * A reference among the arguments of a call whose task came to an end without a value.
 * What went wrong there is not told here: ask for the reference.
 *
 * @since 0.1.0
 */
public class ReferenceWithoutValueException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String refId;

	private final TaskStatus status;

	public ReferenceWithoutValueException(String refId, TaskStatus status) {
		super("Reference '%s' has no value that could be an argument: a task behind it is %s".formatted(refId,
				status.text()));
		this.refId = refId;
		this.status = status;
	}

	/**
	 * The reference that the caller supplied.
	 * @return the reference
	 */
	public String getRefId() {
		return this.refId;
	}

	/**
	 * How the task ended, or where it is if no call waits for it.
	 * @return {@link TaskStatus#FAILED} or {@link TaskStatus#CANCELLED}, and any but
	 * {@link TaskStatus#COMPLETE} for what is evicted
	 */
	public TaskStatus getStatus() {
		return this.status;
	}

}
