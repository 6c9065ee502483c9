package io.refcache.aop;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.SingletonBeanRegistry;

/**
 * Tells apart what a method computes on different objects of one class, for their results
 * must not be shared. A singleton is known by its name; anything else, such as a bean of
 * a session, shares with no other object.
 */
final class BeanIdentity {

	private final String method;

	private final List<String> beanNames;

	private final SingletonBeanRegistry beans;

	/**
	 * Replaced as a whole, so that it is read without a lock, and without an iterator.
	 */
	private volatile Singleton[] singletons = {};

	private final Map<Target, String> others = new ConcurrentHashMap<>();

	private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

	private final AtomicLong number = new AtomicLong();

	BeanIdentity(String method, List<String> beanNames, SingletonBeanRegistry beans) {
		this.method = method;
		this.beanNames = beanNames;
		this.beans = beans;
	}

	/**
	 * Identity of the computation on a target.
	 */
	String on(@Nullable Object target) {
		if (target == null) {
			return this.method;
		}
		for (Singleton singleton : this.singletons) {
			if (singleton.target.refersTo(target)) {
				return singleton.identity;
			}
		}
		String other = this.others.get(new Target(target, null));
		return (other != null) ? other : find(target);
	}

	/**
	 * Identities of the computations on all objects that there may be results of.
	 */
	Set<String> all() {
		Set<String> all = new HashSet<>(this.others.values());
		all.add(this.method);
		this.beanNames.forEach((name) -> all.add(ofBean(name)));
		return all;
	}

	private String ofBean(String name) {
		return this.method + "@" + name;
	}

	private synchronized String find(Object target) {
		for (Object gone = this.collected.poll(); gone != null; gone = this.collected.poll()) {
			this.others.remove(gone);
		}
		String name = nameOf(target);
		if (name == null) {
			return this.others.computeIfAbsent(new Target(target, this.collected),
					(key) -> this.method + "#" + this.number.getAndIncrement());
		}
		Singleton found = new Singleton(new WeakReference<>(target), ofBean(name));
		this.singletons = Stream
			.concat(Stream.of(this.singletons).filter((known) -> !known.target.refersTo(null)), Stream.of(found))
			.toArray(Singleton[]::new);
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

	private record Singleton(WeakReference<Object> target, String identity) {

	}

	/**
	 * An object as a key, for as long as it is in use. Equal only to itself.
	 */
	private static final class Target extends WeakReference<Object> {

		private final int hash;

		Target(Object target, @Nullable ReferenceQueue<Object> queue) {
			super(target, queue);
			this.hash = System.identityHashCode(target);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			if (this == other) {
				return true;
			}
			Object target = get();
			return target != null && other instanceof Target that && that.refersTo(target);
		}

	}

}
