package io.refcache.engine;

import java.lang.reflect.Method;

/**
 * Told of each cached method once, before it is first called.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CachedMethodListener {

	/**
	 * A method has become known.
	 * @param method the method, as the class of the bean declares it
	 * @param spec what all calls of it have in common
	 * @throws io.refcache.RefCacheConfigurationException if it cannot be served
	 */
	void registered(Method method, CallSpec spec);

}
