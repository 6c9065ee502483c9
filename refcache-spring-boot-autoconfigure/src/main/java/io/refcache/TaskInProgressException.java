package io.refcache;

/**
 * A call that outlasted its timeout, or a value that is asked for before its task has
 * ended. The same run goes on; the message says which reference to poll and when.
 *
 * @since 0.1.0
 */
public class TaskInProgressException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final transient AsyncTaskResponse<?> response;

	public TaskInProgressException(AsyncTaskResponse<?> response) {
		super(("Still running, ref_id=%s, poll_after_seconds=%d: ask for that ref_id then (agents: call "
				+ "get_cached_result), or call again with equal arguments, which joins the same run")
			.formatted(response.refId(), response.pollAfterSeconds()));
		this.response = response;
	}

	/**
	 * The reference to ask for.
	 * @return the reference
	 */
	public String getRefId() {
		return this.response.refId();
	}

	/**
	 * The state of the task when the wait was over.
	 * @return the response that carries the reference
	 */
	public AsyncTaskResponse<?> getResponse() {
		return this.response;
	}

}
