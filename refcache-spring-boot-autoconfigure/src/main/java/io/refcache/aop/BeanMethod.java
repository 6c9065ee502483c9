package io.refcache.aop;

import java.lang.reflect.Method;

import io.refcache.RefCacheConfigurationException;
import org.springframework.util.ClassUtils;

/**
 * A method of a bean that carries an annotation of ours.
 *
 * @param annotation simple name of the annotation
 * @param method the method, the most specific one
 * @param beanClass the class of the bean, not of its proxy
 */
record BeanMethod(String annotation, Method method, Class<?> beanClass) {

	/**
	 * The one way to complain about a user's method: what is wrong, the cure, the place.
	 */
	RefCacheConfigurationException refuse(String problem, String cure) {
		return new RefCacheConfigurationException("@%s method %s %s".formatted(this.annotation, this, problem), cure);
	}

	@Override
	public String toString() {
		StringBuilder parameters = new StringBuilder();
		for (Class<?> type : this.method.getParameterTypes()) {
			parameters.append(parameters.isEmpty() ? "" : ", ").append(ClassUtils.getShortName(type));
		}
		return "%s.%s(%s)".formatted(this.beanClass.getName(), this.method.getName(), parameters);
	}

}
