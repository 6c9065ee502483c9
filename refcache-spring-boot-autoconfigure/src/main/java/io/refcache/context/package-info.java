/**
 * What a run takes along from the thread of its caller, through the accessors of
 * Micrometer's context propagation.
 */
@NullMarked
package io.refcache.context;

import org.jspecify.annotations.NullMarked;
