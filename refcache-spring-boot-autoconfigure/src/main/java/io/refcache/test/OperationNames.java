package io.refcache.test;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import io.refcache.RefCacheConfig;
import io.refcache.RefCached;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Names of operations by their methods.
 */
final class OperationNames {

	private final UnaryOperator<String> placeholders;

	OperationNames(UnaryOperator<String> placeholders) {
		this.placeholders = placeholders;
	}

	/**
	 * The names of methods that are overloads of each other.
	 * @param type class of the bean
	 * @param method name of the method
	 * @return the names, at least one
	 */
	Set<String> of(Class<?> type, String method) {
		Class<?> beanClass = ClassUtils.getUserClass(type);
		Set<String> names = new TreeSet<>();
		for (Method candidate : ReflectionUtils.getUniqueDeclaredMethods(beanClass)) {
			RefCached annotation = AnnotatedElementUtils.findMergedAnnotation(candidate, RefCached.class);
			if (candidate.getName().equals(method) && annotation != null) {
				names.add(this.placeholders.apply(name(beanClass, method, annotation)));
			}
		}
		if (names.isEmpty()) {
			throw new IllegalArgumentException(
					"%s has no @RefCached method '%s'".formatted(beanClass.getName(), method));
		}
		return names;
	}

	private static String name(Class<?> beanClass, String method, RefCached annotation) {
		String given = annotation.name().isEmpty() ? annotation.value() : annotation.name();
		if (!given.isEmpty()) {
			return given;
		}
		RefCacheConfig config = AnnotatedElementUtils.findMergedAnnotation(beanClass, RefCacheConfig.class);
		String prefix = (config != null) ? config.name() : "";
		return (prefix.isEmpty() ? ClassUtils.getShortName(beanClass) : prefix) + "." + method;
	}

}
