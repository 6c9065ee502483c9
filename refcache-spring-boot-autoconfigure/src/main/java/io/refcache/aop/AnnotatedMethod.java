package io.refcache.aop;

import java.lang.reflect.Method;
import java.util.Arrays;

import io.refcache.RefCacheConfig;
import io.refcache.RefCacheConfigurationException;
import io.refcache.RefCached;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationSelectors;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * A method with its {@link RefCached} annotation, as seen from the class of a bean.
 *
 * @param method the method, the most specific one
 * @param beanClass the class of the bean, not of its proxy
 * @param annotation the annotation, with composed ones merged
 * @param source where the annotation stands, which may be a method that this one
 * overrides or implements
 * @param config the defaults of the class; {@code null} if it has none
 */
record AnnotatedMethod(Method method, Class<?> beanClass, RefCached annotation, @Nullable Object source,
		@Nullable RefCacheConfig config) {

	/**
	 * Finds the annotation of a method, on itself, on what it overrides or implements.
	 * @return the annotated method; {@code null} if it has none
	 */
	static @Nullable AnnotatedMethod find(Method method, Class<?> beanClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, beanClass);
		MergedAnnotation<RefCached> annotation = annotation(specific);
		if (!annotation.isPresent() && specific != method) {
			annotation = annotation(method);
		}
		if (!annotation.isPresent()) {
			return null;
		}
		return new AnnotatedMethod(specific, beanClass, annotation.synthesize(), annotation.getSource(),
				AnnotatedElementUtils.findMergedAnnotation(beanClass, RefCacheConfig.class));
	}

	private static MergedAnnotation<RefCached> annotation(Method method) {
		return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
			.get(RefCached.class, null, MergedAnnotationSelectors.firstDirectlyDeclared());
	}

	/**
	 * The name of the operation.
	 */
	String name() {
		String name = this.annotation.name();
		String value = this.annotation.value();
		if (!name.isEmpty() && !value.isEmpty() && !name.equals(value)) {
			throw refuse("has the name '%s' and the value '%s'".formatted(name, value), "Set one of them");
		}
		if (!name.isEmpty() || !value.isEmpty()) {
			return name.isEmpty() ? value : name;
		}
		String prefix = (this.config != null && !this.config.name().isEmpty()) ? this.config.name()
				: ClassUtils.getShortName(this.beanClass);
		return prefix + "." + this.method.getName();
	}

	/**
	 * Whom the key tells apart: class, method and parameters.
	 */
	String identity() {
		return ClassUtils.getQualifiedMethodName(this.method, this.beanClass)
				+ Arrays.toString(this.method.getParameterTypes());
	}

	BeanMethod bean() {
		return new BeanMethod("RefCached", this.method, this.beanClass);
	}

	RefCacheConfigurationException refuse(String problem, String cure) {
		return bean().refuse(problem, cure);
	}

	@Override
	public String toString() {
		return bean().toString();
	}

}
