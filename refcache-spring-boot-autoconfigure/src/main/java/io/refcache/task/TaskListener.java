package io.refcache.task;

/**
 * Is told what becomes of runs. All that watches tasks is built on this.
 * <p>
 * <b>Threads.</b> Called on the thread that took the step, after the step is in the
 * store, callers were told, and the body was interrupted if it had to be. Must not block:
 * callers and workers wait for it.
 * <p>
 * <b>Exceptions.</b> What it throws is logged and breaks nothing.
 * <p>
 * <b>Order.</b> The events of one attempt come in order, except that the end of a task
 * that is cancelled while it starts may come before its start.
 * <p>
 * <b>References.</b> An event does not publish its reference: an unpublished one need not
 * resolve once the task has ended.
 *
 * @since 0.1.0
 */
public interface TaskListener {

	/**
	 * A call was claimed, and its run is about to be handed to its thread.
	 * @param event the run
	 */
	default void submitted(TaskEvent event) {
	}

	/**
	 * A run could not be taken.
	 * @param name name of the operation
	 * @param limit the limit that is reached
	 */
	default void rejected(String name, RunRejectedException.Limit limit) {
	}

	/**
	 * The body of an attempt is about to start.
	 * @param event the run
	 */
	default void started(TaskEvent event) {
	}

	/**
	 * Progress was published: at most ten times a second for each run.
	 * @param event the run
	 */
	default void progressed(TaskEvent event) {
	}

	/**
	 * An attempt failed and another one is to come, or a failed task is run again by
	 * hand.
	 * @param event the run, pending, with the error in its history
	 */
	default void retried(TaskEvent event) {
	}

	/**
	 * A run ended with a value.
	 * @param event the run
	 */
	default void completed(TaskEvent event) {
	}

	/**
	 * A run ended with an error, for good.
	 * @param event the run
	 */
	default void failed(TaskEvent event) {
	}

	/**
	 * A run was cancelled.
	 * @param event the run
	 */
	default void cancelled(TaskEvent event) {
	}

	/**
	 * A cleanup is over.
	 * @param report what it did
	 */
	default void cleaned(CleanupReport report) {
	}

}
