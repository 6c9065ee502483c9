package io.refcache.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.refcache.TaskContext;
import io.refcache.engine.Work;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/**
 * The rest of an invocation as the body of a call. Each run proceeds on a clone, for it
 * may outlive the call, and be on another thread.
 */
final class MethodWork implements Work {

	private final CachedMethod method;

	private final ProxyMethodInvocation invocation;

	private final @Nullable Object[] arguments;

	/**
	 * A body.
	 * @param method the method
	 * @param invocation the invocation
	 * @param arguments its arguments, with values in place of references
	 */
	MethodWork(CachedMethod method, MethodInvocation invocation, @Nullable Object[] arguments) {
		this.method = method;
		this.invocation = (ProxyMethodInvocation) invocation;
		this.arguments = arguments;
	}

	@Override
	public @Nullable Object compute(TaskContext context) throws Throwable {
		Object returned = proceed(context);
		if (this.method.shape().kind() == ReturnShape.Kind.FUTURE) {
			return (returned instanceof CompletionStage<?> stage) ? unwrap(stage) : null;
		}
		return this.method.shape().unwrap(returned);
	}

	/** A run that is cancelled cancels the stage, which has to be the body's own. */
	private CompletionStage<?> unwrap(CompletionStage<?> stage) {
		if (!this.method.shape().optional()) {
			return stage;
		}
		CompletableFuture<@Nullable Object> unwrapped = new CompletableFuture<>() {

			@Override
			public boolean cancel(boolean mayInterrupt) {
				stage.toCompletableFuture().cancel(mayInterrupt);
				return super.cancel(mayInterrupt);
			}

		};
		stage.whenComplete((value, failure) -> {
			if (failure != null) {
				unwrapped.completeExceptionally(failure);
			}
			else {
				unwrapped.complete(this.method.shape().unwrap(value));
			}
		});
		return unwrapped;
	}

	@Override
	public boolean isCacheable(@Nullable Object value) {
		return !this.method.vetoes(this.invocation.getThis(), this.arguments, value);
	}

	private @Nullable Object proceed(TaskContext context) throws Throwable {
		MethodInvocation run = this.invocation.invocableClone(this.method.injected().fill(this.arguments, context));
		// Advice of AspectJ's kind looks for the invocation that its thread is in.
		return ExposeInvocationInterceptor.INSTANCE.invoke(run);
	}

}
