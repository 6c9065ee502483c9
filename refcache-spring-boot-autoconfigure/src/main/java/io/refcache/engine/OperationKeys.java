package io.refcache.engine;

import java.util.List;

import io.refcache.store.CacheKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys of an operation from outside of its calls.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface OperationKeys {

	/**
	 * The keys that calls with these arguments would have, one for each object that the
	 * operation is called on.
	 * @param evictor whose calls they are
	 * @param arguments what the key is made of: the arguments, or the key that is
	 * computed of them if it is
	 * @return the keys
	 * @throws IllegalArgumentException if the operation takes others
	 */
	List<CacheKey> of(Evictor evictor, @Nullable Object[] arguments);

}
