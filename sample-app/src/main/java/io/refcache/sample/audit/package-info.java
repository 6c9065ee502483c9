/**
 * Audits jars in plain Java: what they hold, what is broken, and what is there twice.
 */
@NullMarked
package io.refcache.sample.audit;

import org.jspecify.annotations.NullMarked;
