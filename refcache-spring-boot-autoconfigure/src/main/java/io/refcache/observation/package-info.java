/**
 * Observations of calls and attempts, on Micrometer: what traces are made of.
 */
@NullMarked
package io.refcache.observation;

import org.jspecify.annotations.NullMarked;
