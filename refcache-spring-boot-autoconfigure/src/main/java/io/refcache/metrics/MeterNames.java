package io.refcache.metrics;

import io.refcache.task.BoundedNames;

/**
 * The meters of refcache. No tag holds an id, a namespace or a key; of methods, at most
 * {@value BoundedNames#MAX} are told apart.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr>
 * <th>name</th>
 * <th>type</th>
 * <th>unit</th>
 * <th>tags</th>
 * <th>what it measures</th>
 * </tr>
 * <tr>
 * <td>{@value #GETS}</td>
 * <td>counter</td>
 * <td></td>
 * <td>{@code result}: hit, miss, joined, stale</td>
 * <td>what calls found under their keys; a call that waited for an equal one has
 * joined</td>
 * </tr>
 * <tr>
 * <td>{@value #TASK}</td>
 * <td>timer</td>
 * <td>seconds</td>
 * <td>{@code method}, {@code outcome}: complete, failed, cancelled</td>
 * <td>the last attempt of each computation, from the start of its body to its end</td>
 * </tr>
 * <tr>
 * <td>{@value #ACTIVE}</td>
 * <td>long task timer</td>
 * <td>seconds</td>
 * <td>{@code method}</td>
 * <td>tasks on executors that have not ended, from their call on</td>
 * </tr>
 * <tr>
 * <td>{@value #QUEUED}</td>
 * <td>timer</td>
 * <td>seconds</td>
 * <td>{@code method}</td>
 * <td>how long tasks waited for a thread</td>
 * </tr>
 * <tr>
 * <td>{@value #RETRIES}</td>
 * <td>counter</td>
 * <td></td>
 * <td>{@code method}</td>
 * <td>attempts after the first one, by themselves and by hand</td>
 * </tr>
 * <tr>
 * <td>{@value #REJECTIONS}</td>
 * <td>counter</td>
 * <td></td>
 * <td>{@code method}, {@code limit}: executor, max_active, shutdown</td>
 * <td>computations that were refused</td>
 * </tr>
 * <tr>
 * <td>{@value #STOPPING}</td>
 * <td>gauge</td>
 * <td>threads</td>
 * <td></td>
 * <td>threads whose computation has ended while its body goes on</td>
 * </tr>
 * <tr>
 * <td>{@value #CLEANUP}</td>
 * <td>timer</td>
 * <td>seconds</td>
 * <td></td>
 * <td>cleanups</td>
 * </tr>
 * <tr>
 * <td>{@value #REMOVED}</td>
 * <td>counter</td>
 * <td>references</td>
 * <td>{@code status}: complete, failed, cancelled</td>
 * <td>what cleanups removed</td>
 * </tr>
 * <tr>
 * <td>{@value #EVICTED}</td>
 * <td>counter</td>
 * <td></td>
 * <td>{@code retained}: true, false</td>
 * <td>what the store removed for space: {@code true} if somebody held the reference</td>
 * </tr>
 * </table>
 */
final class MeterNames {

	static final String GETS = "refcache.gets";

	static final String TASK = "refcache.task";

	static final String ACTIVE = "refcache.task.active";

	static final String QUEUED = "refcache.task.queued";

	static final String RETRIES = "refcache.task.retries";

	static final String REJECTIONS = "refcache.task.rejections";

	static final String STOPPING = "refcache.task.stopping";

	static final String CLEANUP = "refcache.cleanup";

	static final String REMOVED = "refcache.cleanup.removed";

	static final String EVICTED = "refcache.references.evicted";

	private MeterNames() {
	}

}
