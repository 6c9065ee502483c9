package io.refcache.aop;

import java.util.function.Supplier;

import io.refcache.TaskContext;
import io.refcache.engine.AgentCall;
import io.refcache.engine.Caller;
import io.refcache.engine.Inputs;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.CacheKey;
import io.refcache.store.ReferenceRecord;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.util.function.SingletonSupplier;

/**
 * Turns the call of an annotated method into a call of the engine. Its collaborators are
 * taken when the first call comes, so that the advisor makes no bean too early.
 */
final class RefCachedInterceptor implements MethodInterceptor {

	private final SingletonSupplier<RefCacheEngine> engine;

	private final SingletonSupplier<CachedMethods> methods;

	RefCachedInterceptor(Supplier<RefCacheEngine> engine, Supplier<CachedMethods> methods) {
		this.engine = SingletonSupplier.of(engine);
		this.methods = SingletonSupplier.of(methods);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		RefCacheEngine engine = this.engine.obtain();
		if (!engine.isEnabled()) {
			return proceedPlainly(InjectedParameters.of(invocation.getMethod()), invocation);
		}
		CachedMethod method = this.methods.obtain().get(invocation.getMethod(), target);
		if (!method.applies(target, invocation.getArguments())) {
			return proceedPlainly(method.injected(), invocation);
		}
		AgentCall agent = engine.agentCall();
		if (agent != null) {
			return call(engine, method.forAgent(agent), invocation);
		}
		return call(engine, method, invocation);
	}

	private static @Nullable Object call(RefCacheEngine engine, CachedMethod method, MethodInvocation invocation)
			throws Throwable {
		Caller caller = engine.caller(method.spec());
		MethodReferences references = method.references();
		if (references.areTaken()) {
			boolean byAgent = references.areTakenFromAgents() && engine.isCalledByAgent(caller);
			return call(engine, method, caller, new MethodInputs(method, invocation, caller.protection(), byAgent));
		}
		if (references.areTakenFromAgents() && engine.isCalledByAgent(caller)) {
			return call(engine, method, caller, new MethodInputs(method, invocation, caller.protection(), true));
		}
		CacheKey key = method.key(caller.protection(), invocation.getThis(), invocation.getArguments());
		ReferenceRecord hit = (method.agent() == null) ? engine.hit(method.spec(), caller, key) : null;
		if (hit != null) {
			return method.shape().wrap(hit, engine);
		}
		MethodWork work = new MethodWork(method, invocation, invocation.getArguments());
		if (method.shape().kind() == ReturnShape.Kind.FUTURE) {
			return method.answer(engine.callAsync(method.spec(), caller, key, work));
		}
		return method.answer(engine.call(method.spec(), caller, key, work));
	}

	private static @Nullable Object call(RefCacheEngine engine, CachedMethod method, Caller caller, Inputs inputs)
			throws Throwable {
		if (method.shape().kind() == ReturnShape.Kind.FUTURE) {
			return method.answer(engine.callAsync(method.spec(), caller, inputs));
		}
		return method.answer(engine.call(method.spec(), caller, inputs));
	}

	private static @Nullable Object proceedPlainly(InjectedParameters injected, MethodInvocation invocation)
			throws Throwable {
		MethodReferences.refuse(invocation.getMethod().getName(), invocation.getArguments());
		if (injected.isEmpty()) {
			return invocation.proceed();
		}
		((ProxyMethodInvocation) invocation).setArguments(injected.fill(invocation.getArguments(), TaskContext.NONE));
		return invocation.proceed();
	}

}
