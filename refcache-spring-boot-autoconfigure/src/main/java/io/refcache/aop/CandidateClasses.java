package io.refcache.aop;

import java.lang.annotation.Annotation;
import java.lang.annotation.AnnotationFormatError;
import java.lang.annotation.Repeatable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.refcache.RefCacheEvict;
import io.refcache.RefCached;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ClassFilter;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ReflectionUtils;

/**
 * Classes of which a method may be annotated, directly or by an annotation that is
 * composed of ours, itself or in what it overrides or implements. All others need no
 * closer look, of which there are several for each bean.
 */
final class CandidateClasses implements ClassFilter {

	private static final List<Class<? extends Annotation>> SOUGHT = List.of(RefCached.class, RefCacheEvict.class,
			RefCacheEvict.List.class);

	private final Map<Class<? extends Annotation>, Boolean> annotations = new ConcurrentHashMap<>();

	private final Map<Class<?>, Boolean> classes = new ConcurrentReferenceHashMap<>();

	@Override
	public boolean matches(Class<?> type) {
		Boolean known = this.classes.get(type);
		if (known == null) {
			known = look(type);
			this.classes.put(type, known);
		}
		return known;
	}

	private boolean look(Class<?> type) {
		if (type.getName().startsWith("java.")) {
			return false;
		}
		try {
			return declares(type) || inherits(type);
		}
		catch (RuntimeException | LinkageError | AnnotationFormatError ex) {
			// As of a class that refers to one that is not there: whoever looks closer
			// says so.
			return true;
		}
	}

	private boolean declares(Class<?> type) {
		for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
			for (Annotation annotation : method.getAnnotations()) {
				if (this.annotations.computeIfAbsent(annotation.annotationType(), CandidateClasses::isSought)) {
					return true;
				}
			}
		}
		return false;
	}

	private boolean inherits(Class<?> type) {
		for (Class<?> implemented : type.getInterfaces()) {
			if (matches(implemented)) {
				return true;
			}
		}
		@Nullable Class<?> superclass = type.getSuperclass();
		return superclass != null && matches(superclass);
	}

	private static boolean isSought(Class<? extends Annotation> annotation) {
		MergedAnnotations composed = MergedAnnotations.from(annotation);
		return SOUGHT.stream().anyMatch((sought) -> annotation == sought || composed.isPresent(sought))
				|| isContainer(annotation);
	}

	/** Of a composed annotation that stands there more than once. */
	private static boolean isContainer(Class<? extends Annotation> annotation) {
		Method value = ReflectionUtils.findMethod(annotation, MergedAnnotation.VALUE);
		Class<?> repeated = (value != null) ? value.getReturnType().componentType() : null;
		return repeated != null && repeated.isAnnotationPresent(Repeatable.class)
				&& isSought(repeated.asSubclass(Annotation.class));
	}

}
