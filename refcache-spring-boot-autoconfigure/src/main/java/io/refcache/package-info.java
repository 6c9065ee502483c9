/**
 * What users of refcache write and read: annotations, the cache bean, responses, task
 * values and exceptions.
 */
@NullMarked
package io.refcache;

import org.jspecify.annotations.NullMarked;
