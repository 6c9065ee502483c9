package io.refcache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

import io.refcache.RefCached;
import org.aopalliance.aop.Advice;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Puts the advice around annotated methods.
 */
final class RefCachedAdvisor extends StaticMethodMatcherPointcutAdvisor {

	private static final long serialVersionUID = 1L;

	private final transient BeanFactory beanFactory;

	RefCachedAdvisor(Advice advice, ClassFilter candidates, int order, BeanFactory beanFactory) {
		super(advice);
		this.beanFactory = beanFactory;
		setOrder(order);
		setClassFilter(candidates);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		AnnotatedMethod annotated = AnnotatedMethod.find(method, targetClass);
		if (annotated != null && Modifier.isFinal(targetClass.getModifiers()) && needsSubclass(targetClass)) {
			throw annotated.refuse("is in a final class, of which no proxy can be made",
					"Remove 'final', or move it to a class that is not");
		}
		return annotated != null;
	}

	private boolean needsSubclass(Class<?> targetClass) {
		if (Proxy.isProxyClass(targetClass) || ClassUtils.isLambdaClass(targetClass)) {
			return false;
		}
		return ClassUtils.getAllInterfacesForClass(targetClass).length == 0
				|| this.beanFactory.getBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME, ProxyConfig.class)
					.isProxyTargetClass();
	}

}
