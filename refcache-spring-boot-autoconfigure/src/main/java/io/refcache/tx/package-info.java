/**
 * Spring's transactions of calling threads: what was computed in one is in the cache once
 * it is committed.
 */
@NullMarked
package io.refcache.tx;

import org.jspecify.annotations.NullMarked;
