/**
 * The path of a call: from a key to a record to a response, on one node, against any
 * store.
 * <p>
 * {@link io.refcache.engine.RefCacheEngine} is the way in.
 * {@link io.refcache.engine.CallPath} is the path: it looks up, meets equal calls in
 * {@link io.refcache.engine.SingleFlight}, which lets one of them
 * {@linkplain io.refcache.engine.Launcher launch} a {@link io.refcache.engine.Run},
 * waits, and {@linkplain io.refcache.engine.Responses responds}.
 */
@NullMarked
package io.refcache.engine;

import org.jspecify.annotations.NullMarked;
