/**
 * Makes a document of what was measured.
 */
@NullMarked
package io.refcache.benchmarks.report;

import org.jspecify.annotations.NullMarked;
