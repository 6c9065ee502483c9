package io.refcache.aop;

import java.lang.reflect.Method;

import org.aopalliance.aop.Advice;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;

/**
 * Puts the advice around methods that evict.
 */
final class EvictAdvisor extends StaticMethodMatcherPointcutAdvisor {

	private static final long serialVersionUID = 1L;

	EvictAdvisor(Advice advice, ClassFilter candidates, int order) {
		super(advice);
		setOrder(order);
		setClassFilter(candidates);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return !EvictingMethods.annotations(method, targetClass).isEmpty();
	}

}
