package io.refcache.engine;

import io.refcache.Actor;
import io.refcache.access.Protection;

/**
 * Who evicts: what is evicted is what a call of his own would hit. It is asked before
 * something is changed, for it may be another one, or nobody, afterwards.
 *
 * @param actor who it is
 * @param place where the results of his calls are
 * @param byAgent whether any text of his may be a reference
 * @since 0.1.0
 */
public record Evictor(Actor actor, Protection place, boolean byAgent) {
}
