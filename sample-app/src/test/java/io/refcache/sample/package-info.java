/**
 * Tests of the application, over HTTP and on real jars.
 */
@NullMarked
package io.refcache.sample;

import org.jspecify.annotations.NullMarked;
