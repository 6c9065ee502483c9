/**
 * Builds the engine from properties and beans. Knows no leaf.
 */
@NullMarked
package io.refcache.autoconfigure;

import org.jspecify.annotations.NullMarked;
