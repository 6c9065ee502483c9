package io.refcache.task;

/**
 * One attempt of a task, as a {@link RunExecutor} gets it.
 *
 * @since 0.1.0
 */
public interface TaskRun extends Runnable {

	/**
	 * Name of the operation.
	 * @return the name
	 */
	String name();

	/**
	 * Which attempt it is.
	 * @return the number, from 1
	 */
	int attempt();

}
