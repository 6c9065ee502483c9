/**
 * The store in the memory of one JVM.
 */
@NullMarked
package io.refcache.memory;

import org.jspecify.annotations.NullMarked;
