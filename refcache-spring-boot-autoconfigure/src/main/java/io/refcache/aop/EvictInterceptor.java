package io.refcache.aop;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.refcache.engine.RefCacheEngine;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Evicts when an annotated method has succeeded.
 */
final class EvictInterceptor implements MethodInterceptor {

	private final SingletonSupplier<RefCacheEngine> engine;

	private final SingletonSupplier<EvictingMethods> methods;

	EvictInterceptor(Supplier<RefCacheEngine> engine, Supplier<EvictingMethods> methods) {
		this.engine = SingletonSupplier.of(engine);
		this.methods = SingletonSupplier.of(methods);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (!this.engine.obtain().isEnabled()) {
			return invocation.proceed();
		}
		Object target = invocation.getThis();
		Class<?> beanClass = (target != null) ? AopUtils.getTargetClass(target)
				: invocation.getMethod().getDeclaringClass();
		// Who calls is asked before: it may be another one, or nobody, afterwards.
		List<Consumer<@Nullable Object>> evictions = this.methods.obtain()
			.get(invocation.getMethod(), beanClass)
			.stream()
			.map((method) -> method.prepare(target, invocation.getArguments()))
			.toList();
		Object result = invocation.proceed();
		if (result instanceof CompletionStage<?> stage) {
			EvictingFuture future = EvictingFuture.of(stage, (value) -> evict(evictions, value));
			return invocation.getMethod().getReturnType().isInstance(future) ? future : stage;
		}
		evict(evictions, result);
		return result;
	}

	/** One that fails leaves the others alone. */
	private static void evict(List<Consumer<@Nullable Object>> evictions, @Nullable Object result) {
		RuntimeException failure = null;
		for (Consumer<@Nullable Object> eviction : evictions) {
			try {
				eviction.accept(result);
			}
			catch (RuntimeException ex) {
				if (failure == null) {
					failure = ex;
				}
				else if (failure != ex) {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

}
