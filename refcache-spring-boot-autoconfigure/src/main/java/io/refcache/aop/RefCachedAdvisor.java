package io.refcache.aop;

import java.lang.reflect.Method;

import io.refcache.RefCached;
import org.aopalliance.aop.Advice;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Puts the advice around annotated methods.
 */
final class RefCachedAdvisor extends StaticMethodMatcherPointcutAdvisor {

	private static final long serialVersionUID = 1L;

	RefCachedAdvisor(Advice advice, int order) {
		super(advice);
		setOrder(order);
		setClassFilter(new CandidateFilter());
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return AnnotatedMethod.find(method, targetClass) != null;
	}

	private record CandidateFilter() implements ClassFilter {

		@Override
		public boolean matches(Class<?> type) {
			return AnnotationUtils.isCandidateClass(type, RefCached.class);
		}

	}

}
