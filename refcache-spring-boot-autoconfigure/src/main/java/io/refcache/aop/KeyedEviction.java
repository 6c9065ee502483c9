package io.refcache.aop;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.refcache.CircularReferenceException;
import io.refcache.InvalidReferenceException;
import io.refcache.ReferenceTypeException;
import io.refcache.ReferenceWithoutValueException;
import io.refcache.store.CacheKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Evicts by key what one call has changed. A call with a reference that leads to no value
 * hits nothing, so that nothing is evicted by it.
 */
final class KeyedEviction implements Consumer<@Nullable Object> {

	private static final Log logger = LogFactory.getLog(KeyedEviction.class);

	private final String name;

	private final Function<@Nullable Object, List<CacheKey>> keys;

	private final Consumer<List<CacheKey>> store;

	private final boolean again;

	private @Nullable List<CacheKey> before;

	/**
	 * An eviction.
	 * @param name the name of the operation
	 * @param keys makes the keys, of what the call has returned
	 * @param store takes the keys to evict
	 * @param again whether the keys may be others after the call
	 */
	KeyedEviction(String name, Function<@Nullable Object, List<CacheKey>> keys, Consumer<List<CacheKey>> store,
			boolean again) {
		this.name = name;
		this.keys = keys;
		this.store = store;
		this.again = again;
	}

	/**
	 * Makes the keys while all references still lead somewhere: the call may remove them.
	 */
	KeyedEviction prepare() {
		try {
			this.before = this.keys.apply(null).stream().map(CacheKey::detach).toList();
		}
		catch (RuntimeException ex) {
			// Arguments may get what an expression asks for in the call itself.
			if (!this.again && !isWithoutValue(ex)) {
				throw ex;
			}
		}
		return this;
	}

	@Override
	public void accept(@Nullable Object result) {
		Set<CacheKey> all = new LinkedHashSet<>((this.before != null) ? this.before : List.of());
		try {
			if (this.before == null || this.again) {
				all.addAll(this.keys.apply(result));
			}
		}
		catch (RuntimeException ex) {
			if (!isWithoutValue(ex)) {
				throw ex;
			}
			if (this.before == null) {
				logger.warn("Nothing of '%s' is evicted: the key is made of a reference that has no value: %s"
					.formatted(this.name, ex.getClass().getName()));
			}
		}
		finally {
			if (!all.isEmpty()) {
				this.store.accept(List.copyOf(all));
			}
		}
	}

	private static boolean isWithoutValue(RuntimeException failure) {
		return failure instanceof InvalidReferenceException || failure instanceof ReferenceWithoutValueException
				|| failure instanceof CircularReferenceException || failure instanceof ReferenceTypeException;
	}

}
