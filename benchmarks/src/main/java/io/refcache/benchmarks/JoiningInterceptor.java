package io.refcache.benchmarks;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The least that lets equal calls meet: a cache, the futures of what is under way, and a
 * future of the caller's own.
 */
final class JoiningInterceptor implements MethodInterceptor {

	private final Cache<Object, CompletableFuture<?>> ended = Caffeine.newBuilder().maximumSize(10_000).build();

	private final ConcurrentMap<Object, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();

	@Override
	public Object invoke(MethodInvocation invocation) throws Throwable {
		Object key = new Key(invocation.getMethod(), invocation.getArguments()[0]);
		CompletableFuture<?> known = this.ended.getIfPresent(key);
		if (known == null) {
			known = this.underWay.get(key);
		}
		return ((known != null) ? known : lead(key, invocation)).copy();
	}

	private CompletableFuture<?> lead(Object key, MethodInvocation invocation) throws Throwable {
		CompletableFuture<@Nullable Object> own = new CompletableFuture<>();
		CompletableFuture<?> other = this.underWay.putIfAbsent(key, own);
		if (other != null) {
			return other;
		}
		CompletableFuture<?> meanwhile = this.ended.getIfPresent(key);
		if (meanwhile != null) {
			meanwhile.thenAccept(own::complete);
			this.underWay.remove(key);
			return own;
		}
		((CompletableFuture<?>) invocation.proceed()).thenAccept((value) -> {
			this.ended.put(key, own);
			this.underWay.remove(key);
			own.complete(value);
		});
		return own;
	}

	private record Key(Method method, @Nullable Object argument) {
	}

}
