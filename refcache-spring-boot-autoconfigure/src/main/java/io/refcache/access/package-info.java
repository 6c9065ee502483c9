/**
 * Who may do what with a reference: an SPI of policies, and of where actors come from.
 * <p>
 * An {@link io.refcache.access.ActorResolver} tells who calls, and
 * {@link io.refcache.access.ContextValues} what is known of him. A reference is
 * {@linkplain io.refcache.access.Protection protected} by its namespace with an
 * {@linkplain io.refcache.access.AccessPolicy access policy}, which a
 * {@link io.refcache.access.PermissionChecker} applies.
 */
@NullMarked
package io.refcache.access;

import org.jspecify.annotations.NullMarked;
