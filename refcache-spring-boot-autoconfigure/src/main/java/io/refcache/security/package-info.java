/**
 * Actors from Spring Security.
 */
@NullMarked
package io.refcache.security;

import org.jspecify.annotations.NullMarked;
