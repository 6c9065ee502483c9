/**
 * The store of references: an SPI of atomic steps, and the values that go through it.
 * <p>
 * {@link io.refcache.store.ReferenceStore} is what a store implements. It keeps
 * {@linkplain io.refcache.store.ReferenceRecord records}, found by their
 * {@linkplain io.refcache.store.RefId id} or through a
 * {@linkplain io.refcache.store.CacheKey key}. A
 * {@linkplain io.refcache.store.ReferenceStore#claim claim} makes a record, and an
 * {@linkplain io.refcache.store.ReferenceStore#update update} changes it:
 * {@link io.refcache.store.Guard} says when, {@link io.refcache.store.Change} says how,
 * {@link io.refcache.store.StepResult} tells what came of it.
 */
@NullMarked
package io.refcache.store;

import org.jspecify.annotations.NullMarked;
