/**
 * A web application that audits jars through refcache.
 */
@NullMarked
package io.refcache.sample;

import org.jspecify.annotations.NullMarked;
