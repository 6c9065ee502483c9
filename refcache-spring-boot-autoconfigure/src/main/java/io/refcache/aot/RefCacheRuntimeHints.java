package io.refcache.aot;

import java.lang.annotation.Annotation;
import java.util.List;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheReference;
import io.refcache.CacheResponse;
import io.refcache.RefCacheConfig;
import io.refcache.RefCacheEvict;
import io.refcache.RefCached;
import io.refcache.ResolveRefs;
import io.refcache.Retry;
import io.refcache.TaskInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ClassUtils;

/**
 * Names what refcache itself reaches by reflection: its annotations, the JSON that
 * clients see, the root of its expressions, and settings that executors do not show.
 */
final class RefCacheRuntimeHints implements RuntimeHintsRegistrar {

	static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(RefCached.class, RefCacheConfig.class,
			RefCacheEvict.class, ResolveRefs.class, Retry.class);

	private static final List<Class<?>> JSON = List.of(AsyncTaskResponse.class, CacheReference.class,
			CacheResponse.Complete.class, CacheResponse.Preview.class, CacheResponse.Withheld.class, TaskInfo.class);

	/** Of their packages alone. */
	private static final List<String> INNER_JSON = List.of("io.refcache.AsyncTaskJson$Minimal",
			"io.refcache.AsyncTaskJson$Standard", "io.refcache.AsyncTaskJson$Full");

	private static final String EXPRESSION_ROOT = "io.refcache.aop.MethodExpressions$Root";

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Class<? extends Annotation> annotation : ANNOTATIONS) {
			hints.reflection().registerType(annotation, MemberCategory.INVOKE_DECLARED_METHODS);
			hints.proxies().registerJdkProxy(annotation);
		}
		JSON.forEach((type) -> this.binding.registerReflectionHints(hints.reflection(), type));
		INNER_JSON.forEach((name) -> this.binding.registerReflectionHints(hints.reflection(),
				ClassUtils.resolveClassName(name, classLoader)));
		hints.reflection()
			.registerType(TypeReference.of(EXPRESSION_ROOT), MemberCategory.INVOKE_PUBLIC_METHODS)
			.registerType(ThreadPoolTaskExecutor.class, MemberCategory.ACCESS_DECLARED_FIELDS)
			.registerType(SimpleAsyncTaskExecutor.class, MemberCategory.ACCESS_DECLARED_FIELDS);
	}

}
