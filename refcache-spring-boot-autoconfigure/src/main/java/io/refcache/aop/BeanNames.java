package io.refcache.aop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The beans of a context by their classes, as their definitions tell, without making one.
 */
final class BeanNames {

	private final ConfigurableListableBeanFactory beanFactory;

	BeanNames(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Names of the beans that are of exactly this class, or may turn out to be: of those
	 * that have not been made, only what their definition declares is known.
	 */
	List<String> ofClass(Class<?> beanClass) {
		List<String> names = new ArrayList<>();
		all().forEach((name, type) -> {
			if (type == beanClass || (type.isAssignableFrom(beanClass) && type != Object.class
					&& !this.beanFactory.containsSingleton(name))) {
				names.add(name);
			}
		});
		return names;
	}

	/**
	 * All beans whose class is known, with that class.
	 */
	Map<String, Class<?>> all() {
		Map<String, Class<?>> classes = new LinkedHashMap<>();
		for (String name : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : classOf(name);
			if (type != null) {
				classes.put(name, type);
			}
		}
		return classes;
	}

	private @Nullable Class<?> classOf(String name) {
		try {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, name);
			return (type != null) ? ClassUtils.getUserClass(type) : null;
		}
		catch (RuntimeException ex) {
			// A lazy bean whose class cannot be told yet is checked at its first call.
			return null;
		}
	}

}
