/**
 * What operators see through Actuator.
 */
@NullMarked
package io.refcache.actuate;

import org.jspecify.annotations.NullMarked;
