/**
 * Executors that wait, and an engine on time that stands still: what tests need to be
 * told by events instead of by the clock.
 */
package io.refcache.testing;
