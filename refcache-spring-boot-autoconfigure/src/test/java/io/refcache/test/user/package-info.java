/**
 * Tests of an application, written as its authors would: with nothing but what refcache
 * shows to them.
 */
package io.refcache.test.user;
