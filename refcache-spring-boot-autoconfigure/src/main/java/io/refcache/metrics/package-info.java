/**
 * Meters of tasks and cleanups, on Micrometer.
 */
@NullMarked
package io.refcache.metrics;

import org.jspecify.annotations.NullMarked;
