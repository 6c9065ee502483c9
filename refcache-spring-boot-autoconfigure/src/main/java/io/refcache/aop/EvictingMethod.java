package io.refcache.aop;

import java.util.List;
import java.util.function.Consumer;

import io.refcache.engine.AccessRules;
import io.refcache.engine.Evictor;
import io.refcache.engine.RefCacheEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.Expression;

/**
 * One eviction of a method, parsed once.
 *
 * @param cached the method whose results are evicted
 * @param all whether all are
 * @param namespace where all are evicted; {@code null} for everywhere
 * @param key computes the key; {@code null} for the arguments
 * @param ofResult whether that is made of what the method returns
 * @param expressions evaluates it
 * @param engine evicts
 */
record EvictingMethod(CachedMethod cached, boolean all, @Nullable AccessRules namespace, @Nullable Expression key,
		boolean ofResult, MethodExpressions expressions, RefCacheEngine engine) {

	/**
	 * Prepares the eviction for a call.
	 * @return evicts, given what the call has returned
	 * @throws io.refcache.MissingContextValueException if more must be known of the
	 * caller
	 */
	Consumer<@Nullable Object> prepare(@Nullable Object target, @Nullable Object[] arguments) {
		String name = this.cached.spec().operation().name();
		if (this.all) {
			String where = (this.namespace != null) ? this.engine.place(name, this.namespace).namespace() : null;
			return (result) -> this.engine.evictAll(name, where);
		}
		Evictor evictor = this.engine.evictor(name);
		KeyedEviction eviction = new KeyedEviction(name,
				(result) -> this.engine.keys(name, evictor, values(evictor, target, arguments, result)),
				this.engine::evict, this.key != null);
		return (this.cached.takesReferences(evictor) && !this.ofResult) ? eviction.prepare() : eviction;
	}

	private @Nullable Object[] values(Evictor evictor, @Nullable Object target, @Nullable Object[] arguments,
			@Nullable Object result) {
		if (this.key == null) {
			return this.cached.key().isComputed()
					? this.cached.key().of(null, this.cached.resolveAll(arguments, evictor, this.engine)) : arguments;
		}
		Object value = this.key.getValue(this.expressions.context(target, arguments, result));
		if (value instanceof List<?> list && !this.cached.key().isComputed()
				&& this.cached.injected().stripped() != 1) {
			return list.toArray();
		}
		return new @Nullable Object[] { value };
	}

}
