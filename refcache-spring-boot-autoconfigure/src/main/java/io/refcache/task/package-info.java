/**
 * The tasks of this node, and what the engine needs to run them: something that executes,
 * something that waits, something that calls back later.
 */
@NullMarked
package io.refcache.task;

import org.jspecify.annotations.NullMarked;
