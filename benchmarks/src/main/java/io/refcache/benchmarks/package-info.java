/**
 * Measures what calls of cached methods cost, beside floors and peers in the same run.
 * {@link io.refcache.benchmarks.Benchmarks} runs all of it.
 */
@NullMarked
package io.refcache.benchmarks;

import org.jspecify.annotations.NullMarked;
