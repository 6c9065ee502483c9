package io.refcache.memory;

/**
 * How much the memory store holds. What runs is bounded elsewhere.
 *
 * @param maxEntries results that nobody holds a reference to, or whose retention is over
 * @param maxRetained references that were handed out and whose retention is not over
 */
record MemoryLimits(int maxEntries, int maxRetained) {

}
