/**
 * Tests of the audit, on jars made for them.
 */
@NullMarked
package io.refcache.sample.audit;

import org.jspecify.annotations.NullMarked;
