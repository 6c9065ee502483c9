package io.refcache.autoconfigure;

import io.refcache.engine.RefCacheEngineBuilder;

/**
 * Changes the engine before it is built. Beans of this type are called in their order,
 * after all that the auto-configuration has set.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RefCacheEngineCustomizer {

	/**
	 * Changes the engine that is about to be built.
	 * @param builder the builder
	 */
	void customize(RefCacheEngineBuilder builder);

}
