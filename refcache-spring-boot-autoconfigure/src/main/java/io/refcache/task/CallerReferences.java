package io.refcache.task;

import java.util.List;

/**
 * The references that whoever calls comes back with, where the way that the call came
 * says so, such as an HTTP request that another one led to.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CallerReferences {

	/**
	 * Nobody comes back with any.
	 */
	CallerReferences NONE = List::of;

	/**
	 * The references. Asked on the thread of the call, only for one that finds nothing in
	 * the cache and that no computation makes. If one of them is complete, and was made
	 * by the very same call, that is answered with its value although its key leads to it
	 * no more. Must not block; what it throws reaches the caller, who gets nothing else.
	 * @return few texts, which need not be references
	 */
	List<String> references();

}
