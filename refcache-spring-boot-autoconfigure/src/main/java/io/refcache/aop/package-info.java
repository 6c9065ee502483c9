/**
 * The advice around {@link io.refcache.RefCached} methods: parses each method once, turns
 * its calls into calls of the engine, and answers with what the method declares.
 */
@NullMarked
package io.refcache.aop;

import org.jspecify.annotations.NullMarked;
