package io.refcache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.refcache.RefCacheConfigurationException;
import io.refcache.RefCacheEvict;
import io.refcache.engine.AccessRules;
import io.refcache.engine.RefCacheEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodClassKey;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.Expression;

/**
 * The methods that evict, each parsed once.
 */
final class EvictingMethods {

	private final ConfigurableListableBeanFactory beanFactory;

	private final CachedMethods cachedMethods;

	private final RefCacheEngine engine;

	private final Map<MethodClassKey, List<EvictingMethod>> parsed = new ConcurrentHashMap<>();

	EvictingMethods(ConfigurableListableBeanFactory beanFactory, CachedMethods cachedMethods, RefCacheEngine engine) {
		this.beanFactory = beanFactory;
		this.cachedMethods = cachedMethods;
		this.engine = engine;
	}

	/**
	 * The annotations of a method, on itself or on what it overrides or implements.
	 */
	static List<RefCacheEvict> annotations(Method method, Class<?> beanClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, beanClass);
		return List.copyOf(AnnotatedElementUtils.findMergedRepeatableAnnotations(specific, RefCacheEvict.class,
				RefCacheEvict.List.class));
	}

	/**
	 * What a method evicts.
	 */
	List<EvictingMethod> get(Method method, Class<?> beanClass) {
		MethodClassKey key = new MethodClassKey(method, beanClass);
		List<EvictingMethod> known = this.parsed.get(key);
		if (known == null) {
			known = parse(AopUtils.getMostSpecificMethod(method, beanClass), beanClass);
			this.parsed.put(key, known);
		}
		return known;
	}

	/**
	 * Checks the methods of a class.
	 * @throws RefCacheConfigurationException if one is annotated wrongly
	 */
	void verify(Class<?> beanClass) {
		MetadataLookup<List<RefCacheEvict>> lookup = (method) -> {
			List<RefCacheEvict> found = annotations(method, beanClass);
			return found.isEmpty() ? null : found;
		};
		MethodIntrospector.selectMethods(beanClass, lookup).keySet().forEach((method) -> get(method, beanClass));
	}

	private List<EvictingMethod> parse(Method method, Class<?> beanClass) {
		BeanMethod bean = new BeanMethod("RefCacheEvict", method, beanClass);
		if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())
				|| Modifier.isFinal(method.getModifiers())) {
			throw bean.refuse("is private, static or final, so that no proxy can be around it",
					"Make it an instance method that can be overridden");
		}
		if (isLater(method.getReturnType())) {
			throw bean.refuse(
					"returns %s, of which nobody tells when it is done"
						.formatted(method.getReturnType().getSimpleName()),
					"Let it return a CompletionStage, or call RefCache.invalidate when it is done");
		}
		if (AnnotatedMethod.find(method, beanClass) != null) {
			throw bean.refuse("is also @RefCached: it would evict only when it is not answered from the cache",
					"Evict in another method that calls it");
		}
		return annotations(method, beanClass).stream().map((annotation) -> parse(bean, annotation)).toList();
	}

	private static boolean isLater(Class<?> type) {
		return !CompletionStage.class.isAssignableFrom(type) && MethodChecks.isUncacheable(type);
	}

	private EvictingMethod parse(BeanMethod bean, RefCacheEvict annotation) {
		String name = resolve(annotation.name());
		CachedMethod cached = this.cachedMethods.named(name);
		if (cached == null) {
			throw bean.refuse("evicts results of '%s', and no @RefCached method has that name".formatted(name),
					"Take one of %s".formatted(this.cachedMethods.names()));
		}
		String key = resolve(annotation.key());
		String namespace = resolve(annotation.namespace());
		if (!namespace.isEmpty() && !annotation.allEntries()) {
			throw bean.refuse("has a 'namespace' without 'allEntries': one result is that of the caller",
					"Leave 'namespace' out, or evict as somebody else with RefCache.as(actor).invalidate");
		}
		if (!key.isEmpty() && annotation.allEntries()) {
			throw bean.refuse("has both a 'key' and 'allEntries'", "Set one of them");
		}
		MethodExpressions expressions = new MethodExpressions(bean, this.beanFactory);
		Expression expression = expressions.parse("key", key, "result");
		if (expression == null && !annotation.allEntries()) {
			checkParameters(bean, cached);
		}
		return new EvictingMethod(cached, annotation.allEntries(), rules(bean, namespace), expression,
				expression != null && MethodExpressions.uses(expression, "result"), expressions, this.engine);
	}

	private @Nullable AccessRules rules(BeanMethod bean, String namespace) {
		if (namespace.isEmpty()) {
			return null;
		}
		try {
			return this.engine.access(null, namespace, null, false);
		}
		catch (RefCacheConfigurationException ex) {
			throw bean.refuse("has a wrong 'namespace': " + ex.getProblem(), ex.getCure());
		}
	}

	private static void checkParameters(BeanMethod bean, CachedMethod cached) {
		List<Class<?>> expected = new ArrayList<>();
		Class<?>[] parameters = cached.method().method().getParameterTypes();
		for (int i = 0; i < parameters.length; i++) {
			if (cached.key().isComputed() || !cached.injected().contains(i)) {
				expected.add(parameters[i]);
			}
		}
		if (!expected.equals(List.of(bean.method().getParameterTypes()))) {
			throw bean.refuse("has no 'key', and other parameters than %s".formatted(cached.method()),
					"Set 'key', for example to '#id', or 'allEntries = true'");
		}
	}

	private String resolve(String text) {
		return Objects.requireNonNullElse(this.beanFactory.resolveEmbeddedValue(text), "");
	}

}
