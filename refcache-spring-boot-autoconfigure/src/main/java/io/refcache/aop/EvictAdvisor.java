package io.refcache.aop;

import java.lang.reflect.Method;

import io.refcache.RefCacheEvict;
import org.aopalliance.aop.Advice;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Puts the advice around methods that evict.
 */
final class EvictAdvisor extends StaticMethodMatcherPointcutAdvisor {

	private static final long serialVersionUID = 1L;

	EvictAdvisor(Advice advice, int order) {
		super(advice);
		setOrder(order);
		setClassFilter(new CandidateFilter());
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return !EvictingMethods.annotations(method, targetClass).isEmpty();
	}

	private record CandidateFilter() implements ClassFilter {

		@Override
		public boolean matches(Class<?> type) {
			return AnnotationUtils.isCandidateClass(type, RefCacheEvict.class)
					|| AnnotationUtils.isCandidateClass(type, RefCacheEvict.List.class);
		}

	}

}
