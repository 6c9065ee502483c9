/**
 * JSON of values by Jackson 3, with the mapper of the application: how large they are,
 * and what is shown of those that are too large to travel whole.
 */
@NullMarked
package io.refcache.jackson;

import org.jspecify.annotations.NullMarked;
