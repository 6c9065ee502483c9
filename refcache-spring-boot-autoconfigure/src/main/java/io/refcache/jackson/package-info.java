/**
 * JSON by Jackson 3: of values, with the mapper of the application, how large they are
 * and what is shown of those that are too large; of references among arguments.
 */
@NullMarked
package io.refcache.jackson;

import org.jspecify.annotations.NullMarked;
