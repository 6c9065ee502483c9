package io.refcache.benchmarks;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.ProxyFactory;

/**
 * The same results, kept by nobody or by hand.
 */
class PlainResults {

	String one(String id) {
		return id;
	}

	String three(String id, int page, String language) {
		return id;
	}

	/**
	 * Such an object behind a class-based proxy.
	 */
	static PlainResults proxied(MethodInterceptor interceptor) {
		ProxyFactory factory = new ProxyFactory(new PlainResults());
		factory.setProxyTargetClass(true);
		factory.addAdvice(interceptor);
		return (PlainResults) factory.getProxy();
	}

}
