/**
 * Sizes in tokens of language models, counted by JTokkit.
 */
@NullMarked
package io.refcache.tokens;

import org.jspecify.annotations.NullMarked;
