/**
 * Time that stands still, executors that wait, and an engine on them: what tests need to
 * be told by events instead of by the clock.
 */
package io.refcache.testing;
