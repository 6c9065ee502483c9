package io.refcache.aop;

import io.refcache.Actor;
import io.refcache.access.Protection;
import io.refcache.engine.ArgumentResolver;
import io.refcache.engine.Inputs;
import io.refcache.engine.Work;
import io.refcache.store.CacheKey;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an invocation that may hold references.
 */
final class MethodInputs implements Inputs {

	private final CachedMethod method;

	private final MethodInvocation invocation;

	private final Protection place;

	private final boolean byAgent;

	/**
	 * Arguments.
	 * @param method the method
	 * @param invocation the invocation
	 * @param place where what comes of it will be
	 * @param byAgent whether an agent calls
	 */
	MethodInputs(CachedMethod method, MethodInvocation invocation, Protection place, boolean byAgent) {
		this.method = method;
		this.invocation = invocation;
		this.place = place;
		this.byAgent = byAgent;
	}

	@Override
	public CacheKey given(Actor actor) {
		return this.method.givenKey(this.place, this.invocation.getThis(), this.invocation.getArguments(),
				new @Nullable Object[] { actor.type(), actor.id(), actor.session(), this.byAgent });
	}

	@Override
	public @Nullable Object[] resolve(ArgumentResolver resolver) {
		return this.method.references().resolve(this.invocation.getArguments(), this.byAgent, resolver);
	}

	@Override
	public CacheKey key(@Nullable Object[] arguments) {
		return this.method.key(this.place, this.invocation.getThis(), arguments);
	}

	@Override
	public Work work(@Nullable Object[] arguments) {
		return new MethodWork(this.method, this.invocation, arguments);
	}

}
