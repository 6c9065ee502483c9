/**
 * What is prepared ahead of time.
 */
@NullMarked
package io.refcache.aot;

import org.jspecify.annotations.NullMarked;
