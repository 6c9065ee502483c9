package io.refcache.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.cache.annotation.Cacheable;

/**
 * What else an application does with caches, proxies and advice. In a JVM that does
 * nothing else the call sites on the way of a hit know one class each, and flatter.
 */
final class Pollution {

	private static final Duration TIME = Duration.ofMillis(Long.getLong("benchmarks.pollution", 1500));

	private static final List<IntFunction<Object>> KEYS = List.of(Key1::new, (i) -> new Key2("k" + i, i),
			(i) -> new Key3(i, i + 1L), (i) -> "k" + i, (i) -> new Key5(List.of(i)), (i) -> new UUID(i, i),
			(i) -> new Key7((i % 2) == 0, "k"), (i) -> Long.valueOf(i), (i) -> new Key9(new Key1(i), "k" + i));

	private final List<IntConsumer> work;

	/**
	 * Pollution of an application.
	 * @param others what it caches besides
	 */
	Pollution(OtherResults others, OtherSpringResults springs) {
		this.work = List.of(caches(), proxies(), (i) -> call(others, i), (i) -> call(springs, i));
	}

	/**
	 * Makes call sites megamorphic.
	 */
	void run() {
		long start = System.nanoTime();
		for (int i = 0; i < 100 || System.nanoTime() - start < TIME.toNanos(); i++) {
			int number = i & 0xff;
			this.work.forEach((part) -> part.accept(number));
		}
	}

	private static IntConsumer caches() {
		List<Cache<Object, Object>> caches = List.of(Caffeine.newBuilder().maximumSize(5000).build(),
				Caffeine.newBuilder().expireAfterAccess(1, TimeUnit.HOURS).recordStats().build(),
				Caffeine.newBuilder().weakKeys().maximumSize(100).expireAfterWrite(1, TimeUnit.HOURS).build());
		ConcurrentMap<Object, Object> map = new ConcurrentHashMap<>();
		return (i) -> {
			for (IntFunction<Object> keys : KEYS) {
				Object key = keys.apply(i);
				for (Cache<Object, Object> cache : caches) {
					if (cache.getIfPresent(key) == null) {
						cache.put(key, key);
					}
				}
				map.putIfAbsent(key, key);
			}
		};
	}

	private static IntConsumer proxies() {
		List<MethodInterceptor> interceptors = List.of((invocation) -> invocation.proceed(),
				(invocation) -> Optional.ofNullable(invocation.proceed()).orElseThrow(), (invocation) -> {
					invocation.getArguments()[0] = "other";
					return invocation.proceed();
				}, (invocation) -> invocation.getMethod().getName());
		List<PlainResults> proxies = interceptors.stream().map(PlainResults::proxied).toList();
		return (i) -> proxies.forEach((proxy) -> {
			proxy.one("k" + i);
			proxy.three("k" + i, i, "en");
		});
	}

	private static void call(OtherResults others, int i) {
		others.number(i);
		others.pair("k" + i, i);
		others.record(new Key2("k" + i, i));
		others.list(List.of(i));
		others.optional("k" + i);
		others.response(i).refId();
		others.future("k" + i).join();
		others.computedKey("k" + i, i);
	}

	private static void call(OtherSpringResults springs, int i) {
		springs.number(i);
		springs.pair("k" + i, i);
		springs.record(new Key2("k" + i, i));
		springs.computedKey("k" + i, i);
	}

	record Key1(int number) {
	}

	record Key2(String name, int number) {
	}

	record Key3(int number, long other) {
	}

	record Key5(List<Integer> numbers) {
	}

	record Key7(boolean even, String name) {
	}

	record Key9(Key1 first, String second) {
	}

	/**
	 * Other methods of an application.
	 */
	static class OtherResults {

		@RefCached
		long number(long number) {
			return number + 1;
		}

		@RefCached(namespace = "shared:pairs")
		String pair(String name, int number) {
			return name + number;
		}

		@RefCached
		Key2 record(Key2 key) {
			return key;
		}

		@RefCached
		List<Integer> list(List<Integer> numbers) {
			return numbers;
		}

		@RefCached
		Optional<String> optional(String name) {
			return Optional.of(name);
		}

		@RefCached
		RefResponse<Integer> response(int number) {
			return RefResponse.of(number);
		}

		@RefCached
		CompletableFuture<String> future(String name) {
			return CompletableFuture.completedFuture(name);
		}

		@RefCached(key = "#name")
		String computedKey(String name, int number) {
			return name + number;
		}

	}

	/**
	 * Others, kept by Spring.
	 */
	static class OtherSpringResults {

		@Cacheable("numbers")
		long number(long number) {
			return number + 1;
		}

		@Cacheable(cacheNames = "pairs", sync = true)
		String pair(String name, int number) {
			return name + number;
		}

		@Cacheable("records")
		Key2 record(Key2 key) {
			return key;
		}

		@Cacheable(cacheNames = "computed", key = "#name")
		String computedKey(String name, int number) {
			return name + number;
		}

	}

}
