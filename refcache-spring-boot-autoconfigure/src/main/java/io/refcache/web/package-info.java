/**
 * References over HTTP, on Spring MVC: calls in progress become 202 answers, and an
 * endpoint serves what they point to.
 */
@NullMarked
package io.refcache.web;

import org.jspecify.annotations.NullMarked;
