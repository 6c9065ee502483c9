package io.refcache;

/**
 * A task that was cancelled while somebody waited for it.
 *
 * @since 0.1.0
 */
public class TaskCancelledException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String refId;

	public TaskCancelledException(String refId) {
		super("Task '%s' was cancelled".formatted(refId));
		this.refId = refId;
	}

	/**
	 * The reference of the task.
	 * @return the reference
	 */
	public String getRefId() {
		return this.refId;
	}

}
