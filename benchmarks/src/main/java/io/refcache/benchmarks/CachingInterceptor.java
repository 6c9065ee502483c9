package io.refcache.benchmarks;

import java.lang.reflect.Method;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The least that caches: what somebody would write by hand for methods of one argument or
 * three, without single flight, reference, access or counters.
 */
final class CachingInterceptor implements MethodInterceptor {

	private final Cache<Object, Object> cache = Caffeine.newBuilder()
		.maximumSize(10_000)
		.expireAfterWrite(Duration.ofHours(1))
		.build();

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object key = key(invocation.getMethod(), invocation.getArguments());
		Object hit = this.cache.getIfPresent(key);
		if (hit != null) {
			return hit;
		}
		Object value = invocation.proceed();
		if (value != null) {
			this.cache.put(key, value);
		}
		return value;
	}

	private static Object key(Method method, @Nullable Object[] arguments) {
		return switch (arguments.length) {
			case 1 -> new OneKey(method, arguments[0]);
			case 3 -> new ThreeKey(method, arguments[0], arguments[1], arguments[2]);
			default -> throw new IllegalArgumentException("Neither one argument nor three: " + method);
		};
	}

	private record OneKey(Method method, @Nullable Object argument) {
	}

	private record ThreeKey(Method method, @Nullable Object first, @Nullable Object second, @Nullable Object third) {
	}

}
