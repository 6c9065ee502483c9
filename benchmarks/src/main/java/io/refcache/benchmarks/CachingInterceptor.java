package io.refcache.benchmarks;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The least that caches: what somebody would write by hand, without single flight,
 * reference, access or counters.
 */
final class CachingInterceptor implements MethodInterceptor {

	private final Cache<Object, Object> cache = Caffeine.newBuilder()
		.maximumSize(10_000)
		.expireAfterWrite(Duration.ofHours(1))
		.build();

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		@Nullable Object[] arguments = invocation.getArguments();
		Object key = (arguments.length == 1) ? new OneKey(invocation.getMethod(), arguments[0])
				: new ManyKey(invocation.getMethod(), List.of(arguments));
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

	private record OneKey(Method method, @Nullable Object argument) {
	}

	private record ManyKey(Method method, List<?> arguments) {
	}

}
