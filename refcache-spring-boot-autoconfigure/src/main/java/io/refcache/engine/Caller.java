package io.refcache.engine;

import io.refcache.Actor;
import io.refcache.access.Protection;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a call, and what guards what it is answered with.
 *
 * @param actor who calls; {@code null} if nobody has had to ask
 * @param protection what guards entries of this caller
 * @since 0.1.0
 */
public record Caller(@Nullable Actor actor, Protection protection) {

}
