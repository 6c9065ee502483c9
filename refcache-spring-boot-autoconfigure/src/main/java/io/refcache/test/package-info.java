/**
 * What users test their own {@link io.refcache.RefCached} methods with: threads and time
 * that do what the test says. {@link io.refcache.test.AutoConfigureRefCache} puts it into
 * an application context, {@link io.refcache.test.TestRefCache} is the bean to steer it
 * by.
 */
@NullMarked
package io.refcache.test;

import org.jspecify.annotations.NullMarked;
