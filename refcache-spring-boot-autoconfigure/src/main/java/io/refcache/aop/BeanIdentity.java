package io.refcache.aop;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.SingletonBeanRegistry;

/**
 * Tells apart what a method computes on different beans of one class: their results must
 * not be shared. With a single bean, that is the method's own identity.
 */
final class BeanIdentity {

	private final String method;

	private final List<String> beanNames;

	private final SingletonBeanRegistry beans;

	/** Replaced as a whole, so that it is read without a lock. */
	private volatile List<Known> known = List.of();

	private int unnamed;

	BeanIdentity(String method, List<String> beanNames, SingletonBeanRegistry beans) {
		this.method = method;
		this.beanNames = beanNames;
		this.beans = beans;
	}

	/**
	 * Identity of the computation on a target.
	 */
	String on(@Nullable Object target) {
		if (this.beanNames.size() <= 1 || target == null) {
			return this.method;
		}
		for (Known candidate : this.known) {
			if (candidate.target.refersTo(target)) {
				return candidate.identity;
			}
		}
		return find(target);
	}

	private synchronized String find(Object target) {
		List<Known> more = new ArrayList<>();
		for (Known candidate : this.known) {
			if (candidate.target.refersTo(target)) {
				return candidate.identity;
			}
			if (!candidate.target.refersTo(null)) {
				more.add(candidate);
			}
		}
		String name = nameOf(target);
		// What is no singleton has no name of its own, and shares with nobody.
		String suffix = (name != null) ? "@" + name : "#" + this.unnamed++;
		Known found = new Known(new WeakReference<>(target), this.method + suffix);
		more.add(found);
		this.known = List.copyOf(more);
		return found.identity;
	}

	private @Nullable String nameOf(Object target) {
		for (String name : this.beanNames) {
			Object bean = this.beans.getSingleton(name);
			if (bean != null && (bean == target || AopProxyUtils.getSingletonTarget(bean) == target)) {
				return name;
			}
		}
		return null;
	}

	private record Known(WeakReference<Object> target, String identity) {

	}

}
